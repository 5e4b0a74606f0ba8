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

/** Changes a host in one step where possible, and plugin by plugin otherwise. */
final class HostChange {

    private final LivePluginHost host;

    HostChange(LivePluginHost host) {
        this.host = host;
    }

    /**
     * Adds jars and removes plugins: in one step or, if that fails, one by one.
     *
     * @param added the jars to start
     * @param gone the plugins to remove
     * @return why some of the changes failed; empty if all succeeded
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
            // A jar and the version that it replaces change together, so the old version stays if
            // the new one does not start.
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

    /**
     * Returns the symbolic name of a jar's bundle; empty if the jar is not a bundle or does not
     * exist.
     */
    private static String bundle(Path jar) {
        try {
            return PluginJar.read(jar).symbolicName();
        } catch (SoraException e) {
            return "";
        }
    }
}
