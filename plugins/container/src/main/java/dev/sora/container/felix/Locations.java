// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.net.URI;
import java.nio.file.Path;
import org.osgi.framework.Bundle;

/** Where bundles are: the framework runs each jar from where it lies, without a copy. */
final class Locations {

    private static final String REFERENCE = "reference:";

    private Locations() {}

    static String location(Path jar) {
        return REFERENCE + jar.toAbsolutePath().normalize().toUri();
    }

    static String of(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(REFERENCE)
                ? Path.of(URI.create(location.substring(REFERENCE.length()))).toString()
                : location;
    }
}
