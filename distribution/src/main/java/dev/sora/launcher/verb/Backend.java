// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.core.Sora;
import dev.sora.core.host.PluginHost;
import java.nio.file.Path;
import java.util.List;

/** What verbs work with. Each part is made when it is first asked for. */
public interface Backend extends AutoCloseable {

    /** Returns the plugins at work. */
    PluginHost host();

    /** Returns Sora with these plugins. */
    Sora sora();

    /** Returns the plugins at work and, beside them, that of one more jar; the caller closes it. */
    PluginHost trial(Path jar);

    /** Returns the folders from which plugins are taken. */
    List<Path> pluginFolders();

    /** Returns the folder for caches and installed plugins. */
    Path soraHome();

    /** Returns Sora's version. */
    String version();

    @Override
    void close();
}
