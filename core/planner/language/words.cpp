#include "core/planner/language/words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace sym {
namespace {

bool isWordByte(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Groups of words that the web uses for one thing. The first word names the group.
constexpr std::string_view kGroups[] = {
    "cart basket bag trolley",
    "wishlist favorites favourites saved",
    "repository repo project",
    "forum subreddit community board subforum",
    "post submission thread topic article story submit",
    "delete remove trash discard erase",
    "edit change modify update alter rename revise amend adjust set raise reduce lower increase "
    "decrease move mark replace disable enable",
    "create new add make open start register put leave write",
    "search find lookup seek query",
    "reply respond answer write comment",
    "upvote like thumbsup",
    "downvote dislike thumbsdown",
    "subscribe join",
    "unsubscribe leave",
    "login signin",
    "logout signout",
    "signup register",
    "settings preferences configuration options",
    "bio biography",
    "customer client buyer shopper",
    "price cost amount fee charge total spent spend paid",
    "phone telephone tel mobile",
    "email mail",
    "directions route way path itinerary",
    "drive car driving auto",
    "walk foot walking pedestrian",
    "bike bicycle cycle cycling biking",
    "zip postcode postal zipcode",
    "description summary about",
    "quantity qty amount stock",
    "status state condition",
    "member collaborator contributor",
    "studied education educated university college school alma",
    "invite add",
    "image picture photo",
    "category department section",
    "review rating feedback rate",
    "save submit apply confirm update ok done",
    "buy purchase order checkout",
    "bookmark save",
    "merge pull",
    "request pr mr",
    "issue bug ticket",
    "assign assignee",
    "label tag",
    "duration time travel",
    "distance far length",
    "hours opening",
    "username nickname login",
    "comment note remark message",
    "date time when",
    "title name subject headline summary",
    "body text content description message comment details",
    "latest newest recent last",
    "oldest earliest first",
    "expensive priciest costliest",
    "cheap cheapest inexpensive",
    "close closed",
    "enable activate",
    "disable deactivate",
    "approve accept",
    "sort order arrange",
    "filter narrow refine",
    "next forward following",
    "previous back prior",
    "total sum overall",
    "sku code",
    "warehouse storage",
    "near nearby nearest closest vicinity",
    "place location poi spot",
    "star rating",
    "report statistics analytics",
    "shipping delivery dispatch",
    "page article entry",
    "population inhabitants residents",
    "founded established formed",
    "born birth",
    "author writer by",
    "creator author owner",
};

/// Words that belong together, written as one.
constexpr std::pair<std::string_view, std::string_view> kJoined[] = {
    {"wish", "list"},   {"log", "in"},   {"log", "out"},   {"sign", "in"},    {"sign", "out"},
    {"sign", "up"},     {"e", "mail"},   {"user", "name"}, {"check", "out"},  {"thumbs", "up"},
    {"thumbs", "down"}, {"zip", "code"}, {"look", "up"},   {"sub", "reddit"}, {"post", "code"},
};

const std::unordered_set<std::string>& stopWords()
{
    static const std::unordered_set<std::string> words{
        "a",     "an",    "the",     "of",   "to",     "in",   "on",    "at",    "for",   "with",
        "and",   "or",    "is",      "are",  "was",    "were", "be",    "been",  "my",    "me",
        "i",     "you",   "your",    "it",   "its",    "this", "that",  "these", "those", "from",
        "by",    "as",    "do",      "does", "did",    "has",  "have",  "had",   "what",  "which",
        "who",   "when",  "where",   "how",  "please", "can",  "could", "would", "will",  "should",
        "there", "their", "them",    "they", "he",     "she",  "his",   "her",   "we",    "our",
        "us",    "if",    "so",      "than", "then",   "into", "s",     "t",     "want",  "need",
        "let",   "just",  "some",    "any",  "all",    "also", "tell",  "give",  "show",  "get",
        "page",  "site",  "website", "much", "many",   "one",  "not",   "am"};
    return words;
}

/// A light stem: plural and past endings; never shorter than three letters.
std::string stemOf(std::string word)
{
    const auto ends = [&word](std::string_view end) {
        return word.size() >= end.size() + 3 && std::string_view(word).ends_with(end);
    };
    if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
    if (ends("sses") || ends("xes") || ends("ches") || ends("shes"))
        return word.substr(0, word.size() - 2);
    if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) word.pop_back();
    for (const std::string_view end : {"ing", "ed"}) {
        if (word.size() < end.size() + 4 || !std::string_view(word).ends_with(end)) continue;
        word.resize(word.size() - end.size());
        const char last = word.back();
        if (last == word[word.size() - 2] && last != 'l' && last != 's') word.pop_back();
        break;
    }
    if (word.size() > 4 && word.back() == 'e') word.pop_back();
    return word;
}

struct GroupEntry {
    std::string_view name;  ///< first word of the first group the word stands in
    std::bitset<128> groups;
};

const std::unordered_map<std::string, GroupEntry>& groupsByStem()
{
    static_assert(std::size(kGroups) <= 128);
    static const auto groups = [] {
        std::unordered_map<std::string, GroupEntry> map;
        for (std::size_t i = 0; i < std::size(kGroups); ++i) {
            std::string_view group = kGroups[i];
            const std::string_view name = group.substr(0, group.find(' '));
            while (!group.empty()) {
                const std::size_t end = std::min(group.find(' '), group.size());
                GroupEntry& entry = map[stemOf(std::string(group.substr(0, end)))];
                if (entry.name.empty()) entry.name = name;
                entry.groups.set(i);
                group.remove_prefix(std::min(end + 1, group.size()));
            }
        }
        return map;
    }();
    return groups;
}

double wordMatch(const Word& left, const Word& right)
{
    if (left.stem == right.stem) return 1;
    // "headphone" in "headphones2", "colour" and "color" are no case for stems: prefixes of length
    // 5
    if (left.stem.size() >= 5 && right.stem.size() >= 5
        && (left.stem.starts_with(right.stem) || right.stem.starts_with(left.stem)))
        return 0.85;
    return (left.groups & right.groups).any() ? 0.8 : 0;
}

}  // namespace

std::string folded(std::string_view text)
{
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
    return out;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    while (!text.empty() && isSpace(text.back())) text.remove_suffix(1);
    return text;
}

std::string squeezed(std::string_view text)
{
    std::string out;
    for (const char c : trimmed(text)) {
        if (!isSpace(c))
            out += c;
        else if (out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::vector<Word> wordsOf(std::string_view text)
{
    std::vector<Word> words;
    for (std::size_t at = 0; at < text.size();) {
        if (!isWordByte((unsigned char)text[at])) {
            ++at;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isWordByte((unsigned char)text[end])) ++end;
        std::string word = folded(text.substr(at, end - at));
        const bool joins =
            !words.empty() && at - words.back().end <= 1
            && std::any_of(std::begin(kJoined), std::end(kJoined), [&](const auto& pair) {
                   return pair.second == word
                          && folded(text.substr(words.back().begin,
                                                words.back().end - words.back().begin))
                                 == pair.first;
               });
        if (joins) {
            Word& last = words.back();
            word = folded(text.substr(last.begin, last.end - last.begin)) + word;
            last.end = end;
            last.stem = stemOf(word);
            last.isStop = false;
        } else {
            Word next;
            next.stem = stemOf(word);
            next.begin = at;
            next.end = end;
            next.isStop = stopWords().contains(word);
            words.push_back(std::move(next));
        }
        at = end;
    }
    for (Word& word : words) {
        const auto group = groupsByStem().find(word.stem);
        word.group = group == groupsByStem().end() ? word.stem : std::string(group->second.name);
        if (group != groupsByStem().end()) word.groups = group->second.groups;
    }
    return words;
}

double coverage(const std::vector<Word>& part, const std::vector<Word>& whole)
{
    double found = 0;
    int count = 0;
    for (const Word& word : part) {
        if (word.isStop) continue;
        ++count;
        double best = 0;
        for (const Word& other : whole)
            if (!other.isStop) best = std::max(best, wordMatch(word, other));
        found += best;
    }
    return count ? found / count : 0;
}

double coverage(std::string_view part, std::string_view whole)
{
    return coverage(wordsOf(part), wordsOf(whole));
}

double similarity(const std::vector<Word>& name, const std::vector<Word>& words)
{
    return (coverage(name, words) + coverage(words, name)) / 2;
}

double similarity(std::string_view left, std::string_view right)
{
    return similarity(wordsOf(left), wordsOf(right));
}

bool containsPhrase(std::string_view text, std::string_view phrase)
{
    const std::string whole = folded(squeezed(text)), part = folded(squeezed(phrase));
    if (part.empty()) return false;
    for (std::size_t at = whole.find(part); at != std::string::npos;
         at = whole.find(part, at + 1)) {
        const bool startsClean = at == 0 || !isWordByte((unsigned char)whole[at - 1])
                                 || !isWordByte((unsigned char)part.front());
        const std::size_t end = at + part.size();
        const bool endsClean = end == whole.size() || !isWordByte((unsigned char)whole[end])
                               || !isWordByte((unsigned char)part.back());
        if (startsClean && endsClean) return true;
    }
    return false;
}

bool sameText(std::string_view left, std::string_view right)
{
    const auto core = [](std::string_view text) {
        std::string out = folded(squeezed(text));
        while (!out.empty() && !isWordByte((unsigned char)out.back())) out.pop_back();
        std::size_t start = 0;
        while (start < out.size() && !isWordByte((unsigned char)out[start])) ++start;
        return out.substr(start);
    };
    return core(left) == core(right);
}

}  // namespace sym
