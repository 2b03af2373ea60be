package org.openvz.vzstats.itests;

import java.util.regex.Pattern;

/**
 * What must not leave a host, and how the recorded hosts mark it: the letters after {@code zq} say of what kind an invented name is, the
 * first group of a UUID whose it is.
 */
enum SecretKind {
    HOST_NAME("\\bzqhn\\d+$"),
    FQDN("\\bzqhn\\d+(?:\\.[a-z0-9-]+)+"),
    IPV4("^(?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}$"),
    IPV6("^2001:db8:"),
    MAC("^02:5a:51:"),
    SERIAL("zqsn"),
    ASSET_TAG("zqat-asset-"),
    VM_NAME("zqvm"),
    VM_UUID("^5a5100aa-"),
    CONTAINER_NAME("zqct"),
    /** Docker's are numbers of 64 digits. */
    CONTAINER_UUID("^5a5100cc-|^[0-9a-f]{2}5a51[0-9a-f]{58}$"),
    USER("\\bzqus\\w+$"),
    USER_PATH("^/home/zqus\\w+"),
    NFS_SERVER("zqnfs"),
    /** Named after its host. */
    VOLUME_GROUP("vg_zqhn\\d+"),
    /** Named after a company. */
    TEMPLATE("zqtpl"),
    /** The private one of an image. */
    REGISTRY("zqreg\\d*\\.zqcorp\\.example"),
    CLUSTER("zqclu"),
    /** In the address of a proxy. */
    PROXY_TOKEN("zqpx"),
    KERNEL_COMMAND_LINE("zqkc"),
    SCRIPT_OUTPUT("zqout"),
    SCRIPT_ERRORS("zqerr");

    private final Pattern mark;

    SecretKind(String mark) {
        this.mark = Pattern.compile(mark, Pattern.CASE_INSENSITIVE);
    }

    boolean marks(String secret) {
        return mark.matcher(secret).find();
    }
}
