// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.source;

import java.nio.file.Path;

/**
 * A jar that is to be installed.
 *
 * @param jar its path
 * @param origin the source of the jar, for the user
 */
public record Candidate(Path jar, String origin) {}
