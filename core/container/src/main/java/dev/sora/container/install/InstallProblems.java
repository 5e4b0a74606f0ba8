// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.Staged;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The problems that prevent a change of the installed plugins. */
public final class InstallProblems {

    private InstallProblems() {}

    /**
     * Returns the exception for a jar of which another build with the same version is installed.
     */
    public static SoraException otherBuild(Staged jar, InstalledPlugin installed) {
        return new SoraException(
                Problem.of(
                                "SORA-3214",
                                "another build of plugin '%s' %s is installed"
                                        .formatted(installed.name(), installed.version()))
                        .where(jar.origin())
                        .have("one from " + installed.origin())
                        .fix("to replace it: sora plugin update " + jar.origin()));
    }

    static SoraException otherFile(Staged jar, Path other, boolean shipped) {
        return new SoraException(
                Problem.of(
                                "SORA-3214",
                                shipped
                                        ? "Sora comes with another build of this plugin and version"
                                        : "another build of this plugin and version is in the"
                                                + " folder of plugins")
                        .where(jar.origin())
                        .have(other.toString())
                        .fix(
                                shipped
                                        ? "give your build another version"
                                        : "remove that jar from the folder, then install yours"));
    }

    static SoraException notInstalled(String name, Staged jar) {
        return new SoraException(
                Problem.of(
                                "SORA-3216",
                                "there is no plugin '%s' that could be updated".formatted(name))
                        .where(jar.origin())
                        .fix("sora plugin install " + jar.origin()));
    }

    static SoraException older(
            String name, String version, Staged jar, Collection<InstalledPlugin> newer) {
        return new SoraException(
                Problem.of(
                                "SORA-3217",
                                "plugin '%s' %s is older than what is installed"
                                        .formatted(name, version))
                        .where(jar.origin())
                        .have(
                                newer.stream()
                                        .map(InstalledPlugin::toString)
                                        .collect(Collectors.joining(", ")))
                        .fix(
                                "to install it beside the newer one: sora plugin install "
                                        + jar.origin()));
    }

    /**
     * Returns a problem in which paths of the store are replaced by the origins that the user
     * named.
     */
    public static Problem asAsked(Problem problem, List<Staged> staged) {
        Problem named = problem;
        for (Staged jar : staged) {
            String path = jar.jar().toString();
            String origin = jar.origin();
            named =
                    new Problem(
                            named.code(),
                            named.message().replace(path, origin),
                            named.where().replace(path, origin),
                            named.needs().replace(path, origin),
                            named.have().replace(path, origin),
                            named.fix().replace(path, origin));
        }
        return named;
    }
}
