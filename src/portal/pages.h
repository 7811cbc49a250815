// The single pages, each a function from its content to a document. Internal to the portal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "portal/frame.h"
#include "portal/portal.h"

namespace fr {

std::string start_page(const PortalInput& input);
std::vector<Page> island_pages(const PortalInput& input);  // /familie and everything else that the script fills
std::string office_page(const PortalInput& input, const Office& office);
std::string accessibility_page(const PortalInput& input);
std::string privacy_page(const PortalInput& input);
std::string imprint_page(const PortalInput& input);
std::string sources_page(const PortalInput& input);
std::string offline_page(const PortalInput& input);  // shown by the browser when there is no network

// nullopt: the service has no text in that language (German is always there).
std::optional<std::string> service_page(const PortalInput& input, const Service& service, const Words& words);

// A number of the law that the service computes with.
struct UsedNumber {
  std::string name, value, source;
};
std::vector<UsedNumber> used_numbers(const Rulebook& book, Month month, const Service& service);

const Prose* find_prose(const Texts& texts, const std::string& service, std::string_view language);
Html office_card(const Office& office, const Words& words, bool linked);

}  // namespace fr
