/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.carrier;

import org.jspecify.annotations.NullMarked;
