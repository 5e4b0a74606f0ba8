// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the bundle carries of Lucene. */
final class TestBundle {

    @Test
    void hasTheLicences() throws URISyntaxException {
        Path bundle =
                Path.of(
                        NeighboursPlugin.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        for (String file : new String[] {"LICENSE", "LICENSE.txt"}) {
            assertThat(bundle.resolve("META-INF").resolve(file)).content().contains("Apache");
        }
        for (String file : new String[] {"NOTICE", "NOTICE.txt"}) {
            assertThat(bundle.resolve("META-INF").resolve(file)).content().contains("Lucene");
        }
    }
}
