#!/bin/sh
# Words that are split, and a test that POSIX does not have.
set -eu
folder=$1
if [[ -d $folder ]]; then rm -r $folder/old; fi
