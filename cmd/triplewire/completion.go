package main

import (
	"io"

	"github.com/urfave/cli/v2"
)

const bashCompletion = `# triplewire completion for bash: triplewire completion bash > /etc/bash_completion.d/triplewire
_triplewire() {
    local word=${COMP_WORDS[COMP_CWORD]} known
    if [[ $word == -* ]]; then
        known=$("${COMP_WORDS[@]:0:COMP_CWORD}" "$word" --generate-bash-completion 2>/dev/null)
    else
        known=$("${COMP_WORDS[@]:0:COMP_CWORD}" --generate-bash-completion 2>/dev/null)
    fi
    COMPREPLY=($(compgen -W "$known" -- "$word"))
}
complete -o bashdefault -o default -F _triplewire triplewire
`

const zshCompletion = `#compdef triplewire
# triplewire completion for zsh: triplewire completion zsh > "${fpath[1]}/_triplewire"
_triplewire() {
    local word=${words[CURRENT]} known
    if [[ $word == -* ]]; then
        known=("${(@f)$(${words[1,CURRENT-1]} "$word" --generate-bash-completion 2>/dev/null)}")
    else
        known=("${(@f)$(${words[1,CURRENT-1]} --generate-bash-completion 2>/dev/null)}")
    fi
    compadd -a known || _files
}
compdef _triplewire triplewire
`

func (p *program) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "prints the completion script of a shell",
		UsageText: "triplewire completion bash|zsh|fish",
		ArgsUsage: "the name of a shell: bash, zsh or fish",
		Action: func(c *cli.Context) error {
			args, err := arguments(c, 1, 1)
			if err != nil {
				return err
			}
			script := bashCompletion
			switch args[0] {
			case "bash":
			case "zsh":
				script = zshCompletion
			case "fish":
				if script, err = c.App.ToFishCompletion(); err != nil {
					return err
				}
			default:
				return usagef("no completion for %q; there is one for bash, zsh and fish", args[0])
			}
			_, err = io.WriteString(p.stdout, script)
			return err
		},
	}
}
