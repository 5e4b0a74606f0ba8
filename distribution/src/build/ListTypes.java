// SPDX-License-Identifier: Apache-2.0

import dev.sora.core.host.KnownTypes;
import dev.sora.core.host.OfferedPlugin;
import dev.sora.plugin.SoraPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Writes down which plugin brings which type, so that Sora can name the one that is missing.
 *
 * <p>Run by the build with the plugins on the class path and the file to write as argument.
 */
final class ListTypes {

    private ListTypes() {}

    public static void main(String[] arguments) throws IOException {
        List<OfferedPlugin> plugins = new ArrayList<>();
        for (SoraPlugin plugin : ServiceLoader.load(SoraPlugin.class)) {
            Class<?> type = plugin.getClass();
            plugins.add(
                    new OfferedPlugin(
                            plugin.name(),
                            "",
                            type.getProtectionDomain().getCodeSource().getLocation().getPath(),
                            type.getClassLoader(),
                            plugin.types()));
        }
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.getParent());
        Files.write(file, KnownTypes.lines(plugins));
    }
}
