#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/base/random.h"

namespace sym {

/// Makes names, numbers and sentences for the lessons. Draws from the generator it was given.
class Wordsmith {
public:
    explicit Wordsmith(Random& random) : m_random(random) {}

    std::string pick(std::span<const std::string_view> words);
    std::string coined(int syllables);     ///< "Velmora": a word that does not exist
    std::string anyWord();                 ///< of any list, or coined; lower case
    std::string mixed();                   ///< "Travel & lamps: Edit (6)"
    std::string phrase(int words);         ///< "Quiet copper kettle", or mixed
    std::string product();                 ///< "Velmora Folding Travel Lamp"
    std::string person();                  ///< "Tarin Velmo"
    std::string userName();                ///< "quiet_kettle" or "tarinvel42"
    std::string place();                   ///< "Velmora Harbour" or "Upper Mill Street"
    std::string question();                ///< title of a thread
    std::string sentence();                ///< with a full stop
    std::string price();                   ///< "$24.90"
    std::string date();                    ///< "March 4, 2021"
    std::string identifier();              ///< "000000123", "AB-2041", "tarin/old-lamp", phone, email
    std::string elementName(bool isLink);  ///< what a link or a button says

private:
    Random& m_random;
};

std::string capitalised(std::string text);
std::string loweredAscii(std::string_view text);  ///< ASCII lower case
/// As the observation writes names: single quotes, double ones around an apostrophe.
std::string quotedName(std::string_view name);

}  // namespace sym
