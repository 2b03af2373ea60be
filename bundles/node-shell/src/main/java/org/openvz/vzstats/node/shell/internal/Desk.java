package org.openvz.vzstats.node.shell.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openvz.vzstats.api.Consent;
import org.openvz.vzstats.api.Forgetting;
import org.openvz.vzstats.api.Node;
import org.openvz.vzstats.api.OptOutSwitch;
import org.openvz.vzstats.api.Trigger;
import org.openvz.vzstats.api.Upcoming;
import org.openvz.vzstats.shell.control.NotDoneException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * What the commands ask, as it comes and goes: the shell takes all commands of a bundle away while a service is missing that one of them
 * needs, and so nobody could say what is missing.
 */
@Component(service = Desk.class)
public class Desk {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Node node;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Consent consent;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable OptOutSwitch optOut;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Forgetting forgetting;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Upcoming> upcoming = List.of();

    Node node() throws NotDoneException {
        return present(node, "it is starting, or no opt-out policy is installed");
    }

    Consent consent() throws NotDoneException {
        return present(consent, "it is starting, or no opt-out policy is installed");
    }

    Forgetting forgetting() throws NotDoneException {
        return present(forgetting, "it is starting, or no opt-out policy is installed");
    }

    OptOutSwitch optOut() throws NotDoneException {
        return present(optOut, "it is starting, or the feature vzstats-optout-marker is not installed");
    }

    /**
     * Switches the census off. Asked now, the node finds that it may not, and drops what waits.
     *
     * @return where that is written
     * @throws IOException if it cannot be written: then it is still on
     */
    final String switchOff() throws IOException, NotDoneException, InterruptedException {
        String where = optOut().disable();
        node().run(Trigger.PERSON);
        return where;
    }

    /** {@return what can say when there will be a run} */
    List<Upcoming> upcoming() {
        return List.copyOf(upcoming);
    }

    private static <T> T present(@Nullable T service, String otherwise) throws NotDoneException {
        return Optional.ofNullable(service)
                .orElseThrow(() -> NotDoneException.notReady("The node is not ready: " + otherwise + "."));
    }
}
