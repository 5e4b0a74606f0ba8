// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher;

import dev.sora.core.serving.ServerProvider;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Loads the server from jars of its own. They are not on the class path, which every other verb
 * would have to open.
 */
final class ServingJars {

    private ServingJars() {}

    /**
     * Returns the provider in the jars. Its loader stays open as long as the process, because the
     * server loads classes until it ends.
     */
    @SuppressWarnings("resource")
    static ServerProvider provider(List<Path> jars) {
        URL[] places = jars.stream().map(ServingJars::place).toArray(URL[]::new);
        ClassLoader own = ServingJars.class.getClassLoader();
        URLClassLoader loader = new URLClassLoader("sora-serving", places, own);
        return ServiceLoader.load(ServerProvider.class, loader)
                .findFirst()
                .orElseThrow(
                        () ->
                                new SoraException(
                                        Problem.of("SORA-6009", "this installation has no server")
                                                .needs("the folder lib/serving with its jars")
                                                .fix("unpack the distribution again")));
    }

    private static URL place(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("a path is a URL: " + jar, e);
        }
    }
}
