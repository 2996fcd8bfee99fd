#!/bin/sh
# What multi-gitter runs in a clone of each repository. Where nothing changes it opens no pull request; an error skips the repository.
set -eu
report=$(mktemp)
trap 'rm -f "$report"' EXIT
nixinst fix --format text --format "markdown=$report"
if git diff --quiet; then exit 0; fi
# The report starts with its title as a heading; other headings are no comments.
sed '1s/^# //' "$report" | git commit --quiet --all --cleanup=whitespace --file=-
