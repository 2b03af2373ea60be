/** Somebody else's: what an integrator might add. */
@NullMarked
package com.example.barometer;

import org.jspecify.annotations.NullMarked;
