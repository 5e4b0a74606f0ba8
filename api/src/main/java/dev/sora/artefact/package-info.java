// SPDX-License-Identifier: Apache-2.0
/**
 * Files in artefacts of the local Maven repository, such as the weights and the tokenizer of a
 * model that was trained elsewhere.
 *
 * <pre>{@code
 * LocalArtefact model = LocalArtefact.find("org.example:encoder:1.0:model.onnx", List.of(".onnx"));
 * try (InputStream in = model.open()) {
 *     …
 * }
 * }</pre>
 *
 * <p>Nothing is downloaded: Maven puts artefacts into its local repository, and Sora reads them.
 */
@Export
@Version("1.0.0")
package dev.sora.artefact;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
