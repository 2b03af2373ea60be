package PVE::pvecfg;

use strict;
use vars qw(@ISA);
use Carp;

sub package {
    return 'pve-manager';
}

sub version {
    return '8.1.4';
}

sub release {
    return '8.1';
}

sub repoid {
    return 'ec5affc9e41f1d79';
}

sub version_text {
    return '8.1.4/ec5affc9e41f1d79';
}

# this is diplayed on the GUI
sub version_info {
    return {
	'version' => '8.1.4',
	'release' => '8.1',
	'repoid' => 'ec5affc9e41f1d79',
    }
}

1;
