package lang

// CompanyForms lists the legal forms that companies write with their names, in all languages.
func CompanyForms() []string {
	data, err := files.ReadFile("companies.tsv")
	if err != nil {
		return nil
	}
	var forms []string
	for _, row := range Rows(data) {
		forms = append(forms, row[0])
	}
	return forms
}
