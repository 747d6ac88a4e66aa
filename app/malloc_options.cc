// What the program asks of jemalloc.

// The buffer of a connection that reads (proxy/wire.h) is given back before each wait: 64 KiB, which jemalloc would not keep
// for the thread's next one of itself. Sanitizers have a malloc of their own, which does not look.
extern "C" const char* malloc_conf;
const char* malloc_conf = "lg_tcache_max:16";
