package schema

import "testing"

func TestResemblance(t *testing.T) {
	same := [][2]string{
		{"Vladimir Putin", "Владимир Путин"}, {"Wladimir Putin", "Владимир Путин"}, {"Viktor Orbán", "Виктор Орбан"},
		{"Marcos", "マルコス"}, {"Ban Ki-moon", "Пан Ги Мун"}, {"Kim Jong Un", "김정은"}, {"Barack Obama", "باراك أوباما"},
		{"Donald Tusk", "Дональд Туск"}, {"Macron", "マクロン"}, {"Sanchez", "Sánchez"},
	}
	for _, pair := range same {
		if s := Resemblance(pair[0], pair[1]); s < 0.85 {
			t.Errorf("%s and %s: %.2f", pair[0], pair[1], s)
		}
		if a, b := Resemblance(pair[0], pair[1]), Resemblance(pair[1], pair[0]); a != b {
			t.Errorf("%s and %s: %.2f one way, %.2f the other", pair[0], pair[1], a, b)
		}
	}
	other := [][2]string{
		{"Vladimir Putin", "Дмитрий Медведев"}, {"Kim Jong Un", "김여정"}, {"Angela Merkel", "エマニュエル・マクロン"},
		{"Li Qiang", "李强"}, {"Xi Jinping", "習近平"}, {"", "Путин"}, {"Lula", "Моди"},
	}
	for _, pair := range other {
		if s := Resemblance(pair[0], pair[1]); s >= 0.85 {
			t.Errorf("%s and %s: %.2f", pair[0], pair[1], s)
		}
	}
}
