// SPDX-License-Identifier: Apache-2.0
package dev.sora.container;

import dev.sora.container.felix.PluginJar;
import dev.sora.core.host.LivePluginHost;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A change of a host of which as much is done as can be. */
final class HostMove {

    private final LivePluginHost host;

    HostMove(LivePluginHost host) {
        this.host = host;
    }

    /**
     * Adds jars and takes plugins away: in one step, or if that fails, one by one.
     *
     * @return why some of it was not done
     */
    List<Problem> make(List<Path> added, List<OfferedPlugin> gone) {
        try {
            host.change(added, gone);
            return List.of();
        } catch (SoraException e) {
            return oneByOne(added, gone);
        }
    }

    private List<Problem> oneByOne(List<Path> added, List<OfferedPlugin> gone) {
        List<Problem> problems = new ArrayList<>();
        List<OfferedPlugin> left = new ArrayList<>(gone);
        for (Path jar : added) {
            // The version before leaves with the arrival of the next, or stays.
            List<OfferedPlugin> before = before(jar, left);
            left.removeAll(before);
            change(List.of(jar), before, problems);
        }
        left.forEach(plugin -> change(List.of(), List.of(plugin), problems));
        return problems;
    }

    private void change(List<Path> added, List<OfferedPlugin> gone, List<Problem> problems) {
        try {
            host.change(added, gone);
        } catch (SoraException e) {
            problems.addAll(e.problems());
        }
    }

    private static List<OfferedPlugin> before(Path jar, List<OfferedPlugin> left) {
        String bundle = bundle(jar);
        return left.stream()
                .filter(offer -> !bundle.isEmpty())
                .filter(offer -> bundle(Path.of(offer.location())).equals(bundle))
                .toList();
    }

    /** Returns the name of a bundle; nothing if the jar is none, or gone. */
    private static String bundle(Path jar) {
        try {
            return PluginJar.read(jar).symbolicName();
        } catch (SoraException e) {
            return "";
        }
    }
}
