// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.models;

/**
 * Names a version of a model.
 *
 * @param name the name of the model
 * @param version the version
 */
public record VersionKey(String name, String version) {}
