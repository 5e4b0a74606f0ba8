// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;

/** Creates and reads bundle locations. The framework uses each jar in place, without a copy. */
final class Locations {

    private static final String REFERENCE = "reference:";

    private Locations() {}

    /**
     * Returns a location that no bundle has.
     *
     * <p>The framework identifies a bundle by its location: installing a known location returns the
     * existing bundle. A jar that is added again while a lease still holds its earlier bundle, or
     * after a newer version replaced it, must become another bundle. So its location gets a further
     * {@code ./}, which leads to the same file.
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
