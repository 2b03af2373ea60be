package org.openvz.vzstats.ureport;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of public packages, as they stand in frames: libraries and programs in the directories of the system, and nothing of its users. */
final class PublicFiles {

    private static final Pattern FILE = Lists.pattern("files.txt");

    private static final String ARCH = "(x86_64|i386|i686|aarch64|arm|powerpc64le|s390x)-linux-gnu(eabihf)?";

    /** Where packages put libraries and programs; not {@code /usr/local}, {@code /opt} or {@code /home}. */
    private static final Pattern DIRECTORY = Pattern.compile(
            "(/usr)?/(s?bin|libexec|lib(32|64|x32)?(/" + ARCH + ")?)"
                    + "(/(qemu(-kvm)?|libvirt(/(storage-backend|storage-file|connection-driver|lock-driver))?|systemd|security|udev|pkcs11|sasl2|gconv|dri"
                    + "|engines(-[13][.0-9]{0,3})?|ossl-modules|nss|sssd|vz|vstorage|corosync|pacemaker|postfix(/sbin)?|openssh|abrt|jvm"
                    + "|polkit-1|NetworkManager|openvswitch|ceph|rados-classes|glusterfs|xen/bin|lxc|lxcfs|samba|perl5|xorg))?");

    private static final String WORD = "[A-Za-z_][A-Za-z0-9_]{0,39}";

    /** What comes with Python itself, or with a package everybody has. */
    private static final Pattern PYTHON = Pattern.compile("/usr/lib(64)?/python[23](\\.[0-9]{1,2})?/"
            + "((?!site-packages|dist-packages)(" + WORD + "/){0,4}"
            + "|(site-packages|dist-packages)/(abrt|ansible|anaconda|apt|cloudinit|dbus|dnf|dnf-plugins|firewall|gi|hawkey|iniparse|libdnf|libvirt_?[a-z]{0,8}|lxml"
            + "|pcs|phaul|p_haul|prlsdkapi|pip|requests|rpm|rpmUtils|setuptools|six|sos|tuned|twisted|urlgrabber|urllib3|vcmmd|vztt|yaml|yum|zope|ceph|salt"
            + "|readykernel|rtslib|rtslib_fb|targetcli|configshell_fb|pyudev|slip|problem|report|reportclient|systemd|virtinst|virtManager)/("
            + WORD
            + "/){0,5})" + WORD + "\\.py");

    private static final Pattern RUBY =
            Pattern.compile("/usr/(share|lib(64)?)/(ruby|rubygems)(/([23]\\.[0-9](\\.0)?|vendor_ruby|rubygems))*/("
                    + WORD + "/){0,2}" + WORD + "\\.rb");

    /** What follows a library's name: {@code .so}, {@code .so.6.0.1}. */
    private static final Pattern LIBRARY = Pattern.compile("\\.so(\\.[0-9]{1,9}){0,4}$");

    /** As in {@code libc-2.23.so}; but {@code libglib-2.0.so} is called so. */
    private static final Pattern VERSION = Pattern.compile("[.-][0-9][0-9.]{0,15}$");

    private static final int MAX = 160;

    private PublicFiles() {}

    /** {@return the path as it may be kept; empty if it is not that of a public file} */
    static Optional<String> path(String path) {
        if (path.length() > MAX) {
            return Optional.empty();
        }
        if (PYTHON.matcher(path).matches() || RUBY.matcher(path).matches()) {
            return Optional.of(path);
        }
        int slash = path.lastIndexOf('/');
        boolean placed =
                slash < 0 || DIRECTORY.matcher(path.substring(0, slash)).matches();
        return placed && isKnown(path.substring(slash + 1)) ? Optional.of(path) : Optional.empty();
    }

    private static boolean isKnown(String name) {
        String base = LIBRARY.matcher(name).replaceFirst("");
        String stem = base.equals(name) ? name : VERSION.matcher(base).replaceFirst("");
        return Stream.of(base, stem).anyMatch(one -> FILE.matcher(one).matches() || PublicNames.isPackage(one));
    }

    /** {@return the name without directory and version, by which the same file is known in another build} */
    static String stem(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String base = LIBRARY.matcher(name).replaceFirst("");
        return base.equals(name) ? name : VERSION.matcher(base).replaceFirst("");
    }
}
