#!/usr/bin/perl
# Writes one small database for each schema that the geoip room reads or refuses: write_databases.pl DIRECTORY
use strict;
use warnings;
use utf8;
use File::Path qw(make_path);
use MaxMind::DB::Writer::Tree;

my $directory = shift or die "usage: $0 DIRECTORY\n";
make_path($directory);

my %type_of_field = (
    country          => 'utf8_string',
    country_map      => 'map',
    country_code     => 'utf8_string',
    country_name     => 'utf8_string',
    continent_code   => 'utf8_string',
    state1           => 'utf8_string',
    region           => 'utf8_string',
    region_code      => 'utf8_string',
    asn              => 'utf8_string',
    as_number        => 'uint32',
    is_vpn           => 'boolean',
    iso_code         => 'utf8_string',
    code             => 'utf8_string',
    names            => 'map',
    en               => 'utf8_string',
    continent        => 'map',
    registered_country => 'map',
    subdivisions     => [ 'array', 'map' ],
    traits           => 'map',
    is_anonymous     => 'boolean',
    is_anonymous_vpn => 'boolean',
    is_tor_exit_node => 'boolean',
    vpn              => 'utf8_string',
    hosting          => 'utf8_string',
    service          => 'utf8_string',
    place            => 'map',
    land             => 'utf8_string',
    part             => 'utf8_string',
    parts            => [ 'array', 'utf8_string' ],
    net              => 'map',
    number           => 'uint32',
    hidden           => 'boolean',
    is_hosting_provider => 'boolean',
    autonomous_system_number => 'uint32',
);

sub write_database {
    my ( $name, $records, %options ) = @_;
    my %types = ( %type_of_field, %{ delete $options{types} || {} } );
    my $tree = MaxMind::DB::Writer::Tree->new(
        ip_version            => 6,
        record_size           => 24,
        database_type         => "Caveat-Test-$name",
        languages             => [],
        description           => { en => 'Written by write_databases.pl' },
        map_key_type_callback => sub { $types{ $_[0] } },
        remove_reserved_networks => 0,
        %options,
    );
    $tree->insert_network( $_->[0], $_->[1] ) for @$records;
    open my $file, '>:raw', "$directory/$name.mmdb" or die "$name: $!";
    $tree->write_tree($file);
    close $file or die "$name: $!";
}

my %nested_types = ( country => 'map' );

write_database( 'flat-code', [
    [ '192.0.2.0/24',    { country_code => 'CZ', continent_code => 'EU', asn => 'AS64500', is_vpn => 0 } ],
    [ '198.51.100.0/24', { country_code => 'RU', continent_code => 'EU', asn => '64501', is_vpn => 1 } ],
    [ '203.0.113.0/24',  { country_code => 'ZZ' } ],
    [ '203.0.114.0/24',  { country_code => '' } ],
    [ '203.0.115.0/24',  { asn => 'AS64502' } ],
    [ '203.0.116.0/24',  { country_code => 'Nowhere!' } ],
    [ '2001:db8::/32',   { country_code => 'UA' } ],
] );

write_database( 'flat-country-is-code', [
    [ '192.0.2.0/24',   { country => 'UA', region_code => '43' } ],
    [ '198.51.100.0/24', { country => 'US', region_code => 'US-NY' } ],
    [ '203.0.113.0/24', { country => 'FR' } ],
] );

write_database( 'flat-country-is-name', [
    [ '192.0.2.0/24',    { country => 'Ukraine', region => 'Autonomous Republic of Crimea' } ],
    [ '198.51.100.0/24', { country => 'Russian Federation', region => 'Moskva' } ],
    [ '203.0.113.0/24',  { country => 'Czech Republic' } ],
    [ '203.0.114.0/24',  { country => 'Atlantis' } ],
    [ '203.0.115.0/24',  { country => '-' } ],
] );

write_database( 'flat-city', [
    [ '192.0.2.0/26',     { country_code => 'UA', state1 => 'Sebastopol City' } ],
    [ '192.0.2.64/26',    { country_code => 'UA', state1 => 'Crimea' } ],
    [ '192.0.2.128/26',   { country_code => 'UA', state1 => 'Donetsk' } ],
    [ '192.0.2.192/26',   { country_code => 'UA', state1 => 'Luhansk' } ],
    [ '198.51.100.0/26',  { country_code => 'RU', state1 => 'Crimea' } ],
    [ '198.51.100.64/26', { country_code => 'RU', state1 => 'Sevastopol' } ],
    [ '198.51.100.128/26', { country_code => 'RU', state1 => 'Bashkortostan Republic' } ],
    [ '203.0.113.0/26',   { country_code => 'UA', state1 => "Kharkivs\x{2019}ka Oblast\x{2019}" } ],
    [ '203.0.113.64/26',  { country_code => 'UA', state1 => 'Middle Earth' } ],
    [ '203.0.113.128/26', { country_code => 'US', state1 => 'Louisiana' } ],
] );

write_database( 'flat-ipv4', [ [ '192.0.2.0/24', { country_code => 'CZ' } ] ], ip_version => 4 );

write_database( 'flat-large-records', [ [ '192.0.2.0/24', { country_code => 'CZ' } ] ], record_size => 32 );

write_database( 'ambiguous-country', [
    [ '192.0.2.0/24',    { country => 'UA' } ],
    [ '198.51.100.0/24', { country => 'Russian Federation' } ],
] );

write_database( 'country-is-number', [ [ '192.0.2.0/24', { country => 'area 7' } ] ] );

write_database( 'mixed-schemas',
    [ [ '192.0.2.0/24', { country => { iso_code => 'UA' }, country_code => 'UA' } ] ], types => \%nested_types );

write_database( 'no-country', [ [ '192.0.2.0/24', { as_number => 64500 } ] ] );

write_database( 'nested', [
    [ '192.0.2.0/25', {
        continent => { code => 'EU' }, country => { iso_code => 'UA' }, subdivisions => [ { iso_code => '43' } ],
        registered_country => { iso_code => 'RU' },
    } ],
    [ '192.0.2.128/25', { registered_country => { iso_code => 'RU' }, continent => { code => 'EU' } } ],
    [ '198.51.100.0/25', { country => { iso_code => 'RU' }, subdivisions => [ { iso_code => 'CR' } ] } ],
    [ '198.51.100.128/25', { country => { iso_code => 'UA' }, subdivisions => [ { names => { en => 'Sevastopol' } } ] } ],
    [ '203.0.113.0/25', {
        country => { iso_code => 'DE' },
        traits => { is_anonymous => 1, is_hosting_provider => 1, autonomous_system_number => 64500 },
    } ],
    [ '203.0.113.128/25', { country => { iso_code => 'DE' }, traits => { autonomous_system_number => 64501 } } ],
], types => \%nested_types );

write_database( 'nested-without-marks',
    [ [ '192.0.2.0/24', { country => { iso_code => 'UA' } } ] ], types => \%nested_types );

# MaxMind's Anonymous-IP and ASN, and IPinfo's privacy list: no places.
write_database( 'anonymous-ip', [
    [ '198.51.100.0/25', { is_anonymous => 1, is_anonymous_vpn => 1 } ],
    [ '203.0.113.0/25', { is_anonymous => 1, is_tor_exit_node => 1 } ],
    [ '2001:db8:7::/48', { is_anonymous => 1, is_hosting_provider => 1 } ],
] );
write_database( 'anonymous-ipv4', [ [ '198.51.100.0/25', { is_anonymous => 1 } ] ], ip_version => 4 );
write_database( 'privacy-words', [
    [ '198.51.100.0/25', { vpn => 'true', hosting => '', service => 'Somebody' } ],
    [ '203.0.113.0/25', { vpn => '', hosting => '', service => '' } ],
] );
write_database( 'as-numbers', [
    [ '192.0.2.0/24', { autonomous_system_number => 64500 } ],
    [ '198.51.100.0/24', { autonomous_system_number => 64501 } ],
    [ '2001:db8::/32', { autonomous_system_number => 64502 } ],
] );

# Fields that no known schema has.
write_database( 'odd-fields', [
    [ '192.0.2.0/26', { place => { land => 'UA', parts => [ 'Sevastopol' ] }, net => { number => 64500, hidden => 1 } } ],
    [ '192.0.2.64/26', { place => { land => 'Ukraine', part => '43' }, net => { number => 64501, hidden => 0 } } ],
    [ '192.0.2.128/26', { place => { land => 'UK', part => 'gb-eng' } } ],
    [ '192.0.2.192/26', { place => { land => 'ua', part => 'Bor' } } ],
    [ '198.51.100.0/26', { place => { land => 'RU', part => 'Mordor', parts => [ 'Crimea' ] } } ],
    [ '198.51.100.64/26', { place => { land => 'Nowhere' } } ],
    [ '198.51.100.128/26', { place => { land => '-' } } ],
    [ '198.51.100.192/26', { net => { number => 64502 } } ],
] );
