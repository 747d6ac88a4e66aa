#!/usr/bin/perl
# Writes a small MMDB in MaxMind's country schema over documentation networks (RFC 5737, RFC 3849).
# Usage: test_database.pl FILE
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my %types = (country => 'map', continent => 'map', iso_code => 'utf8_string', code => 'utf8_string');
my $tree = MaxMind::DB::Writer::Tree->new(
    ip_version               => 6,
    record_size              => 24,
    database_type            => 'Test-Country',
    languages                => ['en'],
    description              => { en => 'Networks of the end-to-end tests' },
    alias_ipv6_to_ipv4       => 0,
    remove_reserved_networks => 0,
    map_key_type_callback    => sub { $types{ $_[0] } },
);

my %network_of = (
    CZ => ['192.0.2.0/24',    'EU'],
    UA => ['198.51.100.0/24', 'EU'],
    RU => ['203.0.113.0/24',  'EU'],
);
for my $country (sort keys %network_of) {
    my ($network, $continent) = @{ $network_of{$country} };
    $tree->insert_network($network, { country => { iso_code => $country }, continent => { code => $continent } });
}
$tree->insert_network('2001:db8:7::/48', { country => { iso_code => 'RU' }, continent => { code => 'EU' } });

open my $file, '>:raw', $ARGV[0] or die "$ARGV[0]: $!";
$tree->write_tree($file);
close $file or die "$ARGV[0]: $!";
