// libzip (https://libzip.org): what it declares can be called from Swift as it stands.
#include <zip.h>
