// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;

/** Where bundles are: the framework runs each jar from where it lies, without a copy. */
final class Locations {

    private static final String REFERENCE = "reference:";

    private Locations() {}

    /**
     * Returns a location that no bundle has.
     *
     * <p>To the framework a location is a bundle: asked for one that it knows, it hands out the
     * bundle that is there. A jar that comes back while runs still hold the bundle it was, or that
     * was replaced by a newer one of its name, has to become another bundle.
     */
    static String free(Path jar, Predicate<String> taken) {
        String place = jar.toAbsolutePath().normalize().toUri().toString();
        int name = place.lastIndexOf('/') + 1;
        StringBuilder location = new StringBuilder(REFERENCE).append(place);
        while (taken.test(location.toString())) {
            location.insert(REFERENCE.length() + name, "./");
        }
        return location.toString();
    }

    static String of(Bundle bundle) {
        String location = bundle.getLocation();
        return location.startsWith(REFERENCE)
                ? Path.of(URI.create(location.substring(REFERENCE.length()))).normalize().toString()
                : location;
    }
}
