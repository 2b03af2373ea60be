package org.openvz.vzstats.crash.pages.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openvz.vzstats.server.api.Crashes;
import org.openvz.vzstats.server.api.Crashes.Wanted;

/** The list of groups and the page of one. */
final class CrashPages {

    static final String PATH = "/crashes/groups";

    private static final int MOST = 200;
    private static final int SHOWN = 12;

    private final Crashes crashes;

    CrashPages(Crashes crashes) {
        this.crashes = crashes;
    }

    /**
     * The groups with the most crashes.
     *
     * @param component of which; empty: all
     * @param since new since which version of it; empty: all
     */
    byte[] list(String component, String since) {
        Optional<String> newSince = Optional.of(since).filter(version -> !version.isEmpty() && !component.isEmpty());
        List<Crashes.Group> groups =
                crashes.groups(new Wanted(Optional.of(component).filter(name -> !name.isEmpty()), newSince, MOST));
        Html page = new Html("Crashes");
        page.open("form method=\"get\" action=\"" + PATH + "\"")
                .input("component", "Component", component)
                .input("since", "New since its version", since)
                .element("button", "Show")
                .close("form");
        if (groups.isEmpty()) {
            return page.element("p", "No crash of this kind has been reported.").document();
        }
        page.table(
                groups.size() == MOST ? "The " + MOST + " groups with the most crashes" : groups.size() + " groups",
                List.of("#Crashes", "#Nodes", "#Others", "Component", "Where", "Kind", "First", "Last", "Versions"));
        for (Crashes.Group group : groups) {
            page.open("tr")
                    .number(group.amount().crashes())
                    .number(group.amount().nodes())
                    .number(group.amount().anonymous())
                    .open("td")
                    .link(PATH + "?component=" + encoded(group.component()), group.component())
                    .close("td")
                    .open("td")
                    .link(
                            PATH + "/" + group.hash(),
                            group.where().isEmpty() ? group.hash().substring(0, SHOWN) : group.where())
                    .close("td")
                    .element("td", group.type())
                    .day(group.first())
                    .day(group.last())
                    .element("td", versions(group.versions()))
                    .close("tr");
        }
        return page.endTable().document();
    }

    /** {@return the page of a group; empty if there is none of this name} */
    Optional<byte[]> group(String hash) {
        return crashes.group(hash).map(CrashPages::page);
    }

    private static byte[] page(Crashes.Detail detail) {
        Crashes.Group group = detail.group();
        Html page = new Html(group.component() + ": " + (group.where().isEmpty() ? group.type() : group.where()));
        page.open("p").link(PATH, "All groups").close("p");
        page.element(
                "p",
                group.amount().crashes() + " crashes, on " + group.amount().nodes() + " nodes and in "
                        + group.amount().anonymous() + " reports of others, from " + group.first() + " to "
                        + group.last() + ". Kind: "
                        + group.type() + ". Group: " + group.hash() + ".");
        page.element("h2", "Frames").open("ol");
        detail.frames().forEach(frame -> page.open("li").element("code", frame).close("li"));
        page.close("ol");
        sums(page, "Versions", detail.versions());
        sums(page, "Systems", detail.systems());
        sums(page, "Products of the nodes", detail.platforms());
        sums(page, "Kernels", detail.kernels());
        sums(page, "Architectures", detail.architectures());
        page.table("Days", List.of("Day", "#Crashes"));
        detail.days().forEach((day, crashes) -> page.open("tr")
                .element("td", day.toString())
                .number(crashes)
                .close("tr"));
        return page.endTable().document();
    }

    private static void sums(Html page, String title, Map<String, Long> sums) {
        if (sums.isEmpty()) {
            return;
        }
        page.table(title, List.of("Which", "#Crashes"));
        sums.forEach((which, crashes) ->
                page.open("tr").element("td", which).number(crashes).close("tr"));
        page.endTable();
    }

    private static String versions(List<String> versions) {
        return versions.size() < 3
                ? String.join(", ", versions)
                : versions.get(0) + " … " + versions.get(versions.size() - 1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
