/**
 * What every page and reply shares: security headers, body and rate limits, raw bodies, page
 * rendering.
 *
 * <p>It refuses to know any merchant, order or payment.
 */
@ApplicationModule(allowedDependencies = "errors")
@NullMarked
package io.aureus.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
