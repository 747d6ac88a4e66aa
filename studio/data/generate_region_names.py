"""Writes the names of countries and subdivisions in one language: a line each, the code, a tab, the name.

Usage: generate_region_names.py CLDR_COMMON LANGUAGE ISO_3166_1_JSON ISO_3166_2_JSON FAMILIAR_NAMES OUTPUT

CLDR_COMMON is the folder of Debian's unicode-cldr-core. FAMILIAR_NAMES has lines as the output and counts first: names
that readers know where the list has a long one, or none. What has no name is left out, and shown as ISO writes it.
"""

import json
import sys
import xml.etree.ElementTree


def names_of(path, element):
    tree = xml.etree.ElementTree.parse(path)
    return {one.get("type"): one.text for one in tree.iter(element) if not one.get("alt")}


def read_names(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return dict(line.split("\t") for line in lines)


def main(cldr, language, countries_path, subdivisions_path, familiar_path, output_path):
    countries = names_of(f"{cldr}/main/{language}.xml", "territory")
    subdivisions = names_of(f"{cldr}/subdivisions/{language}.xml", "subdivision")
    names = {}
    with open(countries_path, encoding="utf-8") as file:
        for country in json.load(file)["3166-1"]:
            names[country["alpha_2"]] = countries.get(country["alpha_2"])
    with open(subdivisions_path, encoding="utf-8") as file:
        for subdivision in json.load(file)["3166-2"]:
            code = subdivision["code"]
            names[code] = subdivisions.get(code.replace("-", "").lower()) or names.get(code[3:])
    names.update(read_names(familiar_path))
    with open(output_path, "w", encoding="utf-8") as out:
        out.writelines(f"{code}\t{names[code]}\n" for code in sorted(names) if names[code])


if __name__ == "__main__":
    main(*sys.argv[1:])
