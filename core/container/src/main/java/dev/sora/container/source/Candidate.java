// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import java.nio.file.Path;

/**
 * A jar that is to be installed.
 *
 * @param jar where it lies now
 * @param origin where it came from, for people
 */
public record Candidate(Path jar, String origin) {}
