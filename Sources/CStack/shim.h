// What Swift cannot say itself about the stack of the current thread.
#pragma once

#include <stdint.h>

/// Where the caller's frame record is: the previous frame's address, then the return address.
static inline __attribute__((always_inline)) uintptr_t stack_frame_address(void) {
  return (uintptr_t)__builtin_frame_address(0);
}

#if defined(__linux__)
#include <pthread.h>
#include <stddef.h>

// Hidden by the C library unless its extensions are asked for, which Swift's module of it does not.
extern int pthread_getattr_np(pthread_t, pthread_attr_t *);

/// The first address above the current thread's stack; 0 when it is not known.
static inline uintptr_t stack_end(void) {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void *start = NULL;
  size_t size = 0;
  int failure = pthread_attr_getstack(&attributes, &start, &size);
  pthread_attr_destroy(&attributes);
  return failure ? 0 : (uintptr_t)start + size;
}
#endif
