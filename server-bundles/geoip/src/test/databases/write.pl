#!/usr/bin/perl
# Writes the databases beside it anew; needs libmaxmind-db-writer-perl. All networks are those that are reserved for documentation.
use strict;
use warnings;
use MaxMind::DB::Writer::Tree;

my %types = (
    country            => 'map',
    registered_country => 'map',
    continent          => 'map',
    names              => 'map',
    iso_code           => 'utf8_string',
    code               => 'utf8_string',
    en                 => 'utf8_string',
    geoname_id         => 'uint32',
);

sub country {
    my ($code, $name) = @_;
    return {
        continent          => { code => 'EU', names => { en => 'Europe' } },
        country            => { iso_code => $code, geoname_id => 1, names => { en => $name } },
        registered_country => { iso_code => 'US', names => { en => 'United States' } },
    };
}

sub database {
    my ($file, $version, $bits, @networks) = @_;
    my $tree = MaxMind::DB::Writer::Tree->new(
        ip_version               => $version,
        record_size              => $bits,
        database_type            => 'Test-Country',
        languages                => ['en'],
        description              => { en => 'Networks for documentation' },
        remove_reserved_networks => 0,
        alias_ipv6_to_ipv4       => $version == 6 ? 1 : 0,
        map_key_type_callback    => sub { $types{ $_[0] } },
    );
    while (my ($network, $data) = splice @networks, 0, 2) {
        $tree->insert_network($network, $data);
    }
    open my $out, '>:raw', $file or die "$file: $!";
    $tree->write_tree($out);
    close $out or die "$file: $!";
}

database('countries.mmdb', 6, 24,
    '192.0.2.0/25'     => country('DE', 'Germany'),
    '192.0.2.128/25'   => country('NZ', 'New Zealand'),
    '198.51.100.0/24'  => { registered_country => { iso_code => 'US' } },
    '203.0.113.0/28'   => country('XK', 'Kosovo'),
    '203.0.113.16/28'  => country('ZZ', 'not assigned'),
    '203.0.113.32/28'  => { country => { geoname_id => 1 } },
    '2001:db8:1::/48'  => country('JP', 'Japan'),
    '2001:db8:2::/48'  => country('BR', 'Brazil'),
);
database('moved.mmdb', 6, 28,
    '192.0.2.0/24'     => country('FR', 'France'),
    '2001:db8::/32'    => country('IT', 'Italy'),
);
database('only-ipv4.mmdb', 4, 32,
    '192.0.2.0/24'     => country('CH', 'Switzerland'),
);
# A whole database, but not of countries.
database('networks.mmdb', 6, 24,
    '192.0.2.0/24'     => { code => 'AS64496' },
);
