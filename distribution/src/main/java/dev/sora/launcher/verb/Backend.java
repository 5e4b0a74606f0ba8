// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.verb;

import dev.sora.container.store.PluginStore;
import dev.sora.container.trust.PluginsConfig;
import dev.sora.container.trust.TrustPolicy;
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

    /** Starts plugins of these jars and no others; the caller closes the host. */
    PluginHost trial(List<Path> jars);

    /** Returns the jars that Sora came with. */
    List<Path> shipped();

    /** Returns what the user has installed. */
    PluginStore store();

    /** Reads which jars may be loaded. */
    TrustPolicy policy();

    /** Reads where plugins are looked for. */
    PluginsConfig config();

    /** Returns the folders from which plugins are taken. */
    List<Path> pluginFolders();

    /** Returns the folder for caches and installed plugins. */
    Path soraHome();

    /** Returns Sora's version. */
    String version();

    @Override
    void close();
}
