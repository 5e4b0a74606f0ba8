// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.lock;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Sora, as the build wrote it. */
public final class SoraVersion {

    private SoraVersion() {}

    /** Returns the version, such as {@code 0.1.0}. */
    public static String get() {
        try (InputStream in = SoraVersion.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
