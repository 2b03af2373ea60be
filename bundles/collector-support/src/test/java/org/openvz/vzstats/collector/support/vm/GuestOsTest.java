package org.openvz.vzstats.collector.support.vm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestOsTest {

    @ParameterizedTest
    @CsvSource({
        "http://centos.org/centos/7.0, linux, centos, centos-7",
        "http://centos.org/centos-stream/9, linux, centos-stream, centos-stream-9",
        "http://ubuntu.com/ubuntu/22.04, linux, ubuntu, ubuntu-22.04",
        "https://ubuntu.com/ubuntu/22.04, linux, ubuntu, ubuntu-22.04",
        "http://debian.org/debian/testing, linux, debian,",
        "http://archlinux.org/archlinux/rolling, linux, archlinux,",
        "http://oracle.com/ol/8.5, linux, oracle, oracle-8",
        "http://libosinfo.org/linux/2022, linux,,",
        "http://freebsd.org/freebsd/13.2, bsd, freebsd, freebsd-13",
        "http://apple.com/macosx/10.7, macos, macos, macos-10.7",
        "http://microsoft.com/win/10, windows, windows, windows-10",
        "http://microsoft.com/win/xp, windows, windows, windows-xp",
        "http://microsoft.com/win/2k, windows, windows, windows-2000",
        "http://microsoft.com/win/2k3, windows, windows-server, windows-server-2003",
        "http://microsoft.com/win/2k12r2, windows, windows-server, windows-server-2012-r2",
        "http://microsoft.com/win/2k22, windows, windows-server, windows-server-2022",
        "http://microsoft.com/win/zqbuild, windows,,"
    })
    void libosinfo(String id, String family, String name, String release) {
        assertEquals(os(family, name, release), GuestOs.ofLibosinfo(id));
    }

    @ParameterizedTest
    @CsvSource({
        "centos7, linux, centos, centos-7",
        "centos, linux, centos,",
        "rhel7, linux, rhel, rhel-7",
        "vzlinux8, linux, vzlinux, vzlinux-8",
        "fedora-core, linux, fedora,",
        "linux-2.6, linux,,",
        "freebsd-8, bsd, freebsd, freebsd-8",
        "macos-10.6, macos, macos, macos-10.6",
        "win-2016, windows, windows-server, windows-server-2016",
        "win-2000, windows, windows, windows-2000",
        "win-8.1, windows, windows, windows-8.1",
        "win-vista, windows, windows, windows-vista",
        "win, windows,,",
        "win-, windows,,",
        "zqnix-3, other,,",
        "zq acme, other,,"
    })
    void prlctl(String os, String family, String name, String release) {
        assertEquals(os(family, name, release), GuestOs.ofPrlctl(os));
    }

    @ParameterizedTest
    @CsvSource({
        "Debian, bookworm, '', debian, debian-12",
        "ubuntu, noble, 24.04, ubuntu, ubuntu-24.04",
        "Alpinelinux, 3.19, '', alpine, alpine-3.19",
        "Centos, 9-Stream, '', centos-stream, centos-stream-9",
        "Rockylinux, 9, '', rocky, rocky-9",
        "Archlinux, current, '', archlinux,"
    })
    void images(String os, String release, String version, String name, String expected) {
        assertEquals(os("linux", name, expected), GuestOs.ofImage(os, release, version));
    }

    @Test
    void anImageOfTheirOwnIsOther() {
        assertEquals(os("other", null, null), GuestOs.ofImage("zqacme golden", "2024", "1"));
        assertTrue(GuestOs.ofImage("", "", "").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "centos",
                "http://zqcorp.example/zqos/1",
                "http://centos.org/centos/7/zq",
                "file:///centos/7",
                "http://centos.org/CENTOS/7"
            })
    void whatIsNoneOfTheirNamesIsNotKnown(String id) {
        assertTrue(GuestOs.ofLibosinfo(id).isEmpty(), id);
    }

    @Test
    void aVersionOfManyPartsIsNone() {
        String parts = "1" + ".1".repeat(100_000);
        assertEquals(os("linux", "debian", null), GuestOs.ofImage("debian", parts, parts));
    }

    private static Optional<GuestOs> os(String family, @Nullable String name, @Nullable String release) {
        return Optional.of(new GuestOs(family, Optional.ofNullable(name), Optional.ofNullable(release)));
    }
}
