#include "filter/html_sniffer.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct SniffCase {
  std::string beginning;
  bool whole;
  Sniffed sniffed;
};

const SniffCase kBeginnings[] = {
    {"<!DOCTYPE html>", false, Sniffed::html},
    {"<!DOCTYPE html\n>", false, Sniffed::html},
    {"<!doctype HTML ", false, Sniffed::html},
    {"<!DOCTYPE svg", false, Sniffed::html},
    {"<html>", false, Sniffed::html},
    {"<html\nlang=en>", false, Sniffed::html},
    {"<html/>", false, Sniffed::html},
    {" \t\r\n\f<HTML lang=en>", false, Sniffed::html},
    {"<!--", false, Sniffed::html},
    {"<!--x", false, Sniffed::html},
    {"<p>", false, Sniffed::html},
    {"<p", false, Sniffed::html},
    {"<a href=x>", false, Sniffed::html},
    {"<article>", false, Sniffed::html},
    {"<h1\n>", false, Sniffed::html},
    {"<meta charset=utf-8>", false, Sniffed::html},
    {"<frameset rows=1>", false, Sniffed::html},
    {"\xEF\xBB\xBF<html>", false, Sniffed::html},
    {"<title>x", false, Sniffed::html},
    {"<?php", false, Sniffed::html},
    {"<?xm>", false, Sniffed::html},
    {"<?xml version='1.0'?><html>", false, Sniffed::xhtml},
    {"<?xml version='1.0'?>\n<!-- x --><?y z?><!DOCTYPE html>", false, Sniffed::xhtml},
    {"<?xml?><x:html xmlns:x='http://www.w3.org/1999/xhtml'>", false, Sniffed::xhtml},
    {"<?xml?><rss><html>", false, Sniffed::other},
    {"<?xml?><!DOCTYPE svg>", false, Sniffed::other},
    {"<?xml?><!-- " + std::string(kSniffBytes, 'x') + " --><html>", false, Sniffed::xhtml},
    {"<section>", false, Sniffed::other},
    {"<rss>", false, Sniffed::other},
    {"{\"html\": \"<html>\"}", false, Sniffed::other},
    {"plain words <html>", false, Sniffed::other},
    {"<", false, Sniffed::needs_more},
    {"<?", false, Sniffed::needs_more},
    {"<?xml version='1.0'?>", false, Sniffed::needs_more},
    {"<?xml?><htm", false, Sniffed::needs_more},
    {"<ht", false, Sniffed::html},
    {"<tit", false, Sniffed::needs_more},
    {"   ", false, Sniffed::needs_more},
    {"\xEF", false, Sniffed::needs_more},
    {"", false, Sniffed::needs_more},
    {"<tit", true, Sniffed::other},
    {"<?", true, Sniffed::html},
    {"<?xml?>", true, Sniffed::other},
    {"", true, Sniffed::other},
    {std::string(kSniffBytes, ' ') + "words", false, Sniffed::other},
    {std::string(kSniffBytes - 6, ' ') + "<html>", false, Sniffed::html},
};

class SniffHtml : public testing::TestWithParam<SniffCase> {};

TEST_P(SniffHtml, tells_pages_by_their_first_tag) {
  EXPECT_EQ(sniff_html(GetParam().beginning, GetParam().whole), GetParam().sniffed) << GetParam().beginning;
}

INSTANTIATE_TEST_SUITE_P(Beginnings, SniffHtml, testing::ValuesIn(kBeginnings));

TEST(SniffHtml, answers_at_any_split_as_for_the_whole) {
  for (const SniffCase& one : kBeginnings) {
    const Sniffed at_the_end = sniff_html(one.beginning, true);
    for (std::size_t size = 0; size < one.beginning.size(); ++size) {
      const Sniffed early = sniff_html(one.beginning.substr(0, size), false);
      EXPECT_TRUE(early == Sniffed::needs_more || early == at_the_end) << one.beginning << " at " << size;
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
