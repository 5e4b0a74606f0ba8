// SPDX-License-Identifier: Apache-2.0
/** Reads the configuration of a server. */
package dev.sora.serving.config;
