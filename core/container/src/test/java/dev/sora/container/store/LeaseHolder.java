// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.store;

import java.nio.file.Path;

/**
 * Another process: holds a lease on the installed plugins until its standard input ends, or
 * installs a jar.
 */
final class LeaseHolder {

    private LeaseHolder() {}

    public static void main(String[] words) throws Exception {
        PluginStore store = new PluginStore(Path.of(words[1]));
        switch (words[0]) {
            case "hold" -> {
                try (StoreLease lease = store.lease()) {
                    System.out.println("holds " + lease.jars().size());
                    System.in.read();
                }
            }
            case "add" -> {
                for (int i = 2; i < words.length; i++) {
                    TestPluginStore.add(store, Path.of(words[i]));
                }
            }
            case "half" -> {
                Staging staging = store.stage();
                staging.add(Path.of(words[2]), "a test");
                staging.folder();
                System.out.println("staged");
                System.in.read();
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
