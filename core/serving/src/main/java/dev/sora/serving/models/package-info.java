// SPDX-License-Identifier: Apache-2.0
/** The open models: versions, routes, and a repository that is watched. */
package dev.sora.serving.models;
