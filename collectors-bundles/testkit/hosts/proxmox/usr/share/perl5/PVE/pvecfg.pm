package PVE::pvecfg;

use strict;
use vars qw(@ISA);
use Carp;

sub package {
    return 'pve-manager';
}

sub version {
    return '8.3.0';
}

sub release {
    return '8.3';
}

sub repoid {
    return 'c1689ccb1065a83b';
}

1;
