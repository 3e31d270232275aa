#!/bin/sh
# Collect the texts of code and templates, and bring every catalogue up to date with them.
# A new language: .venv/bin/pybabel init -i translations/messages.pot -d translations -l fr
set -eu
cd "$(dirname "$0")/.."

.venv/bin/pybabel --quiet extract --mapping-file translations/babel.cfg --keyword N_ --keyword message \
    --keyword lazy_gettext --keyword _l --add-comments "Translators:" --sort-output --add-location file --no-wrap \
    --project "NAP 1325 tracker" --copyright-holder "The authors of the NAP 1325 tracker" \
    --output-file translations/messages.pot .
for catalogue in translations/*/LC_MESSAGES/messages.po; do
    [ -f "$catalogue" ] || continue
    language=$(basename "$(dirname "$(dirname "$catalogue")")")
    .venv/bin/pybabel --quiet update --input-file translations/messages.pot --output-file "$catalogue" \
        --locale "$language" --no-fuzzy-matching --ignore-obsolete --no-wrap
done
