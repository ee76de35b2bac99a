module github.com/triplewire/triplewire

go 1.26
