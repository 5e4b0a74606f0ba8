// SPDX-License-Identifier: Apache-2.0
/**
 * Configures Sora in a Spring Boot application: with the property {@code sora.model}, the
 * application has a bean {@link dev.sora.core.Model}.
 */
package dev.sora.spring;
