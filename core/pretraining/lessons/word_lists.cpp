#include "core/pretraining/lessons/word_lists.h"

#include <array>

namespace sym {

namespace {

using Word = std::string_view;

constexpr auto kNouns = std::to_array<Word>(
    {"lamp",     "table",    "chair",    "kettle",   "bottle",    "jacket",   "shirt",
     "shoe",     "hat",      "glove",    "bag",      "phone",     "cable",    "charger",
     "keyboard", "monitor",  "printer",  "camera",   "tripod",    "lens",     "book",
     "pencil",   "notebook", "paper",    "desk",     "shelf",     "mirror",   "carpet",
     "curtain",  "pillow",   "blanket",  "towel",    "soap",      "brush",    "comb",
     "cream",    "oil",      "salt",     "pepper",   "sugar",     "tea",      "coffee",
     "bread",    "cheese",   "apple",    "pear",     "plum",      "rice",     "bean",
     "soup",     "pan",      "pot",      "knife",    "fork",      "spoon",    "plate",
     "cup",      "glass",    "bowl",     "oven",     "fridge",    "heater",   "fan",
     "radio",    "speaker",  "guitar",   "drum",     "piano",     "violin",   "ball",
     "racket",   "bike",     "helmet",   "tent",     "rope",      "boat",     "paddle",
     "train",    "bus",      "car",      "engine",   "wheel",     "road",     "bridge",
     "tower",    "castle",   "church",   "school",   "library",   "museum",   "theatre",
     "market",   "station",  "airport",  "harbour",  "park",      "garden",   "forest",
     "river",    "lake",     "island",   "mountain", "valley",    "beach",    "hotel",
     "bakery",   "pharmacy", "hospital", "office",   "factory",   "farm",     "mill",
     "dog",      "cat",      "horse",    "bird",     "fish",      "bee",      "tree",
     "flower",   "leaf",     "seed",     "stone",    "sand",      "snow",     "rain",
     "wind",     "storm",    "sun",      "moon",     "star",      "planet",   "compass",
     "map",      "clock",    "calendar", "letter",   "message",   "post",     "comment",
     "reply",    "thread",   "topic",    "forum",    "group",     "member",   "user",
     "author",   "editor",   "reader",   "customer", "seller",    "order",    "invoice",
     "payment",  "refund",   "parcel",   "address",  "review",    "rating",   "price",
     "discount", "coupon",   "product",  "category", "brand",     "stock",    "store",
     "project",  "branch",   "commit",   "issue",    "ticket",    "label",    "release",
     "version",  "file",     "folder",   "script",   "server",    "database", "password",
     "account",  "profile",  "setting",  "report",   "chart",     "page",     "article",
     "section",  "history",  "language", "question", "answer",    "problem",  "solution",
     "idea",     "plan",     "list",     "number",   "story",     "song",     "film",
     "game",     "team",     "player",   "coach",    "season",    "recipe",   "kitchen",
     "window",   "door",     "roof",     "wall",     "floor",     "ladder",   "hammer",
     "screw",    "drill",    "saw",      "paint",    "wood",      "metal",    "plastic",
     "cotton",   "wool",     "silk",     "leather",  "paperclip", "battery",  "sensor",
     "switch",   "route",    "distance", "journey",  "ferry",     "tunnel",   "street",
     "square",   "corner",   "doctor",   "teacher",  "driver",    "writer",   "painter",
     "sailor",   "farmer",   "baker",    "king",     "queen",     "war",      "treaty",
     "law",      "tax",      "city",     "village",  "country",   "region",   "century",
     "museum",   "science",  "energy",   "light",    "sound"});

constexpr auto kAdjectives = std::to_array<Word>(
    {"small",    "large",    "red",     "old",     "new",      "quiet",   "loud",    "warm",
     "cold",     "soft",     "hard",    "light",   "heavy",    "round",   "square",  "long",
     "short",    "wide",     "narrow",  "deep",    "bright",   "dark",    "clean",   "dry",
     "wet",      "sharp",    "smooth",  "rough",   "simple",   "clever",  "gentle",  "brave",
     "calm",     "early",    "late",    "daily",   "weekly",   "local",   "foreign", "public",
     "private",  "open",     "closed",  "free",    "cheap",    "fancy",   "plain",   "rare",
     "common",   "useful",   "broken",  "fresh",   "frozen",   "sweet",   "bitter",  "spicy",
     "wooden",   "steel",    "copper",  "silver",  "golden",   "ceramic", "woven",   "folding",
     "portable", "electric", "manual",  "digital", "wireless", "classic", "modern",  "rustic",
     "northern", "southern", "eastern", "western", "central",  "upper",   "lower",   "hidden",
     "famous",   "unknown",  "double",  "single",  "triple",   "empty",   "full",    "slow",
     "fast",     "steady",   "strange", "happy",   "lonely",   "green",   "grey",    "winter",
     "summer",   "travel"});

constexpr auto kVerbs = std::to_array<Word>(
    {"build",   "repair", "clean",  "paint",  "write",   "read",    "share",   "compare",
     "choose",  "find",   "lose",   "buy",    "sell",    "return",  "send",    "carry",
     "store",   "cook",   "bake",   "grow",   "plant",   "water",   "visit",   "cross",
     "follow",  "join",   "leave",  "start",  "finish",  "learn",   "teach",   "test",
     "measure", "draw",   "print",  "fold",   "open",    "close",   "move",    "replace",
     "remove",  "add",    "change", "update", "improve", "protect", "explain", "remember",
     "forget",  "enjoy",  "avoid",  "watch",  "hear",    "play"});

constexpr auto kColours =
    std::to_array<Word>({"Red", "Blue", "Green", "Black", "White", "Grey", "Brown", "Pink",
                         "Purple", "Orange", "Yellow", "Silver", "Gold", "Violet", "Teal"});

constexpr auto kMonths =
    std::to_array<Word>({"January", "February", "March", "April", "May", "June", "July", "August",
                         "September", "October", "November", "December"});

constexpr auto kMenuWords = std::to_array<Word>({"Home",          "Search",
                                                 "Account",       "My Account",
                                                 "Orders",        "Cart",
                                                 "Wish List",     "Sign Out",
                                                 "Sign In",       "Settings",
                                                 "Help",          "Contact",
                                                 "About",         "News",
                                                 "Blog",          "Categories",
                                                 "Products",      "Customers",
                                                 "Sales",         "Catalog",
                                                 "Reports",       "Marketing",
                                                 "Content",       "System",
                                                 "Dashboard",     "Profile",
                                                 "Messages",      "Notifications",
                                                 "Friends",       "Groups",
                                                 "Forums",        "Submit",
                                                 "New post",      "Reply",
                                                 "Edit",          "Delete",
                                                 "Save",          "Cancel",
                                                 "Close",         "Next",
                                                 "Previous",      "Back",
                                                 "Top",           "Newest",
                                                 "Most active",   "Subscribe",
                                                 "Unsubscribe",   "Follow",
                                                 "Share",         "Print",
                                                 "Download",      "Upload",
                                                 "Import",        "Export",
                                                 "Filter",        "Sort",
                                                 "Details",       "Reviews",
                                                 "Questions",     "Members",
                                                 "Issues",        "Commits",
                                                 "Branches",      "Files",
                                                 "Wiki",          "Pipelines",
                                                 "Releases",      "Merge",
                                                 "Fork",          "Star",
                                                 "Directions",    "Places",
                                                 "Layers",        "History",
                                                 "Talk",          "View source",
                                                 "Random page",   "Recent changes",
                                                 "Contents",      "References",
                                                 "Privacy",       "Terms",
                                                 "Newsletter",    "Shipping",
                                                 "Returns",       "Payment methods",
                                                 "Address book",  "Gift cards",
                                                 "Store finder",  "Compare",
                                                 "Add to basket", "Buy now",
                                                 "Checkout",      "Apply",
                                                 "Reset",         "Refresh",
                                                 "More",          "Show all",
                                                 "Archive",       "Statistics",
                                                 "Invoices",      "Shipments",
                                                 "Refunds",       "Coupons",
                                                 "Taxes",         "Users",
                                                 "Roles",         "Tokens",
                                                 "Keys",          "Backups"});

constexpr auto kFieldLabels = std::to_array<Word>(
    {"Name",      "Title",        "Description", "Email",       "Phone",       "Street",
     "City",      "Postcode",     "Country",     "Company",     "Subject",     "Message",
     "Body",      "Summary",      "Comment",     "Nickname",    "First name",  "Last name",
     "Quantity",  "Price",        "Weight",      "Code",        "Start date",  "End date",
     "From",      "To",           "Keywords",    "Web address", "Biography",   "Language",
     "Tags",      "Assignee",     "Label",       "Milestone",   "Branch",      "Version",
     "Notes",     "Reason",       "Reference",   "Discount",    "Destination", "Start",
     "User name", "Display name", "Sidebar",     "Heading",     "Slug",        "Priority"});

constexpr auto kStates = std::to_array<Word>(
    {"Pending", "Processing", "Complete", "Canceled", "On hold", "Shipped", "Closed", "Open",
     "Merged", "Failed", "Passed", "Draft", "Approved", "Rejected", "Active", "Disabled"});

constexpr auto kSynonyms = std::to_array<Synonym>({{"Cart", "shopping basket"},
                                                   {"Orders", "purchases"},
                                                   {"Sign Out", "log out"},
                                                   {"Sign In", "log in"},
                                                   {"Settings", "preferences"},
                                                   {"Delete", "remove"},
                                                   {"Edit", "change"},
                                                   {"Save", "keep the changes"},
                                                   {"Newest", "latest"},
                                                   {"Help", "support"},
                                                   {"Profile", "personal page"},
                                                   {"Customers", "buyers"},
                                                   {"Catalog", "goods on offer"},
                                                   {"Reports", "statistics"},
                                                   {"Reviews", "opinions"},
                                                   {"Members", "people who belong to it"},
                                                   {"Issues", "open problems"},
                                                   {"Directions", "way from here to there"},
                                                   {"Next", "following page"},
                                                   {"Previous", "page before"},
                                                   {"Subscribe", "join"},
                                                   {"Unsubscribe", "leave"},
                                                   {"Fork", "copy of my own"},
                                                   {"Star", "favourite"},
                                                   {"Checkout", "pay"},
                                                   {"Compare", "side by side view"},
                                                   {"Download", "copy on my disk"},
                                                   {"Submit", "new entry"},
                                                   {"Refunds", "money back"},
                                                   {"Shipments", "deliveries"},
                                                   {"Coupons", "discount codes"},
                                                   {"Messages", "inbox"},
                                                   {"Wish List", "things I would like to have"}});

}  // namespace

std::span<const Word> nouns()
{
    return kNouns;
}
std::span<const Word> adjectives()
{
    return kAdjectives;
}
std::span<const Word> verbWords()
{
    return kVerbs;
}
std::span<const Word> colours()
{
    return kColours;
}
std::span<const Word> months()
{
    return kMonths;
}
std::span<const Word> menuWords()
{
    return kMenuWords;
}
std::span<const Word> fieldLabels()
{
    return kFieldLabels;
}
std::span<const Word> states()
{
    return kStates;
}
std::span<const Synonym> synonyms()
{
    return kSynonyms;
}

}  // namespace sym
