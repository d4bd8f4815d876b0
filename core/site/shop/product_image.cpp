#include "core/site/shop/product_image.h"

#include <map>

namespace sym {

namespace {

/// Outlines on a 100 x 100 ground; "M" is the main colour, "D" a darker one, "L" a light one.
const std::map<std::string, const char*>& drawings()
{
    static const std::map<std::string, const char*> kDrawings = {
        {"headphones",
         "<path d='M22 60a28 30 0 0 1 56 0' fill='none' stroke='D' stroke-width='7'/><rect x='16' "
         "y='54' width='16' height='28' rx='7' fill='M'/><rect x='68' y='54' width='16' "
         "height='28' rx='7' fill='M'/>"},
        {"speaker",
         "<rect x='30' y='16' width='40' height='68' rx='8' fill='M'/><circle cx='50' cy='60' "
         "r='14' fill='D'/><circle cx='50' cy='60' r='6' fill='L'/><circle cx='50' cy='32' r='7' "
         "fill='D'/>"},
        {"keyboard",
         "<rect x='12' y='36' width='76' height='32' rx='5' fill='M'/><path d='M20 45h60M20 "
         "52h60M30 60h40' stroke='L' stroke-width='4' stroke-dasharray='5 3'/>"},
        {"bulb",
         "<circle cx='50' cy='42' r='24' fill='M'/><path d='M41 64h18v8H41zM43 75h14v6H43z' "
         "fill='D'/><path d='M42 40l8 10 8-10' stroke='L' stroke-width='3' fill='none'/>"},
        {"pan",
         "<circle cx='42' cy='52' r='27' fill='M'/><circle cx='42' cy='52' r='20' fill='D'/><rect "
         "x='67' y='47' width='28' height='9' rx='4' fill='D'/>"},
        {"mug",
         "<path d='M28 32h38v38a10 10 0 0 1-10 10H38a10 10 0 0 1-10-10z' fill='M'/><path d='M66 "
         "40h8a9 9 0 0 1 0 22h-8' fill='none' stroke='D' stroke-width='6'/><path d='M38 24c0-5 5-5 "
         "5-10M50 24c0-5 5-5 5-10' stroke='D' stroke-width='3' fill='none'/>"},
        {"pillow",
         "<path d='M16 36q34-14 68 0q6 16 0 32q-34 12-68 0q-6-16 0-32z' fill='M'/><path d='M24 "
         "44q26-8 52 0M24 58q26 8 52 0' stroke='L' stroke-width='3' fill='none'/>"},
        {"box",
         "<path d='M18 36h64v44H18z' fill='M'/><path d='M18 36l8-14h48l8 14z' fill='D'/><rect "
         "x='40' y='46' width='20' height='9' rx='4' fill='L'/>"},
        {"shirt",
         "<path d='M34 20l-20 12 8 18 8-4v36h40V46l8 4 8-18-20-12q-16 12-32 0z' fill='M'/><path "
         "d='M34 20q16 16 32 0' stroke='D' stroke-width='4' fill='none'/>"},
        {"shoe",
         "<path d='M12 46l20-10 20 14 26 6q10 2 10 12v4H12z' fill='M'/><path d='M12 72h76v6H12z' "
         "fill='D'/><path d='M40 46l8-5M46 51l8-5' stroke='L' stroke-width='3'/>"},
        {"bag",
         "<rect x='22' y='40' width='56' height='44' rx='8' fill='M'/><path d='M36 42v-8a14 14 0 0 "
         "1 28 0v8' fill='none' stroke='D' stroke-width='5'/><rect x='34' y='56' width='32' "
         "height='16' rx='4' fill='D'/>"},
        {"bottle",
         "<rect x='43' y='14' width='14' height='14' fill='D'/><path d='M36 30h28q6 6 6 14v34a6 6 "
         "0 0 1-6 6H36a6 6 0 0 1-6-6V44q0-8 6-14z' fill='M'/><rect x='36' y='50' width='28' "
         "height='20' fill='L'/>"},
        {"brush",
         "<rect x='45' y='32' width='10' height='54' rx='5' fill='M'/><rect x='42' y='14' "
         "width='16' height='22' rx='3' fill='D'/><path d='M45 14v-4M50 14v-4M55 14v-4' stroke='D' "
         "stroke-width='3'/>"},
        {"candle",
         "<rect x='34' y='42' width='32' height='40' rx='5' fill='M'/><path d='M50 42v-8' "
         "stroke='D' stroke-width='3'/><path d='M50 34q-8-8 0-18q8 10 0 18z' fill='#f0a93a'/><rect "
         "x='38' y='54' width='24' height='16' fill='L'/>"},
        {"tent",
         "<path d='M50 20L12 80h76z' fill='M'/><path d='M50 20L38 80h24z' fill='D'/><path d='M8 "
         "80h84' stroke='D' stroke-width='4'/>"},
        {"dumbbell",
         "<rect x='28' y='46' width='44' height='8' fill='D'/><rect x='16' y='32' width='14' "
         "height='36' rx='4' fill='M'/><rect x='70' y='32' width='14' height='36' rx='4' "
         "fill='M'/>"},
        {"bike",
         "<circle cx='28' cy='62' r='16' fill='none' stroke='D' stroke-width='5'/><circle cx='72' "
         "cy='62' r='16' fill='none' stroke='D' stroke-width='5'/><path d='M28 62l14-24h22l8 24M42 "
         "38l10 24h-24M62 32h8' fill='none' stroke='M' stroke-width='5'/>"},
        {"wave",
         "<path d='M10 50q12-14 26 0t26 0 28 0v28H10z' fill='M'/><path d='M10 64q12-14 26 0t26 0 "
         "28 0' stroke='L' stroke-width='4' fill='none'/><circle cx='70' cy='28' r='11' "
         "fill='#f0c34a'/>"},
        {"book",
         "<rect x='26' y='16' width='50' height='68' rx='4' fill='M'/><rect x='26' y='16' "
         "width='9' height='68' fill='D'/><path d='M44 34h24M44 44h18' stroke='L' "
         "stroke-width='4'/>"},
        {"pen",
         "<path d='M24 76l8-22 36-36 14 14-36 36z' fill='M'/><path d='M24 76l8-22 14 14z' "
         "fill='D'/><path d='M60 26l14 14' stroke='L' stroke-width='4'/>"},
        {"chair",
         "<rect x='34' y='16' width='32' height='34' rx='7' fill='M'/><rect x='28' y='52' "
         "width='44' height='11' rx='5' fill='D'/><path d='M50 63v14M34 84l16-8 16 8' stroke='D' "
         "stroke-width='5' fill='none'/>"},
        {"printer",
         "<rect x='28' y='16' width='44' height='22' fill='L'/><rect x='18' y='36' width='64' "
         "height='30' rx='6' fill='M'/><rect x='30' y='56' width='40' height='26' fill='#fff' "
         "stroke='D' stroke-width='3'/><circle cx='72' cy='46' r='3' fill='L'/>"},
        {"dice",
         "<rect x='22' y='22' width='56' height='56' rx='12' fill='M'/><circle cx='38' cy='38' "
         "r='5' fill='L'/><circle cx='62' cy='38' r='5' fill='L'/><circle cx='50' cy='50' r='5' "
         "fill='L'/><circle cx='38' cy='62' r='5' fill='L'/><circle cx='62' cy='62' r='5' "
         "fill='L'/>"},
        {"brick",
         "<rect x='16' y='44' width='68' height='34' rx='3' fill='M'/><rect x='24' y='34' "
         "width='14' height='10' fill='D'/><rect x='43' y='34' width='14' height='10' "
         "fill='D'/><rect x='62' y='34' width='14' height='10' fill='D'/>"},
        {"bear",
         "<circle cx='32' cy='30' r='11' fill='D'/><circle cx='68' cy='30' r='11' "
         "fill='D'/><circle cx='50' cy='52' r='30' fill='M'/><ellipse cx='50' cy='62' rx='12' "
         "ry='9' fill='L'/><circle cx='40' cy='46' r='3.5' fill='#222'/><circle cx='60' cy='46' "
         "r='3.5' fill='#222'/><circle cx='50' cy='58' r='3.5' fill='#222'/>"},
        {"palette",
         "<path d='M50 18a34 30 0 1 0 6 62q6-2 2-9t6-10h12q8-2 8-12a34 31 0 0 0-34-31z' "
         "fill='M'/><circle cx='34' cy='40' r='6' fill='#d9534a'/><circle cx='52' cy='32' r='6' "
         "fill='#f0c34a'/><circle cx='68' cy='42' r='6' fill='#3d8bd0'/><circle cx='30' cy='58' "
         "r='6' fill='#4aa564'/>"},
        {"bean",
         "<ellipse cx='42' cy='50' rx='18' ry='27' transform='rotate(-22 42 50)' fill='M'/><path "
         "d='M34 28q16 20 14 46' stroke='D' stroke-width='4' fill='none'/><ellipse cx='66' cy='62' "
         "rx='13' ry='19' transform='rotate(28 66 62)' fill='D'/>"},
        {"snack",
         "<path d='M26 20h48l-4 64H30z' fill='M'/><path d='M26 20l6-6h36l6 6z' fill='D'/><circle "
         "cx='50' cy='52' r='15' fill='L'/>"},
        {"jar",
         "<rect x='34' y='16' width='32' height='11' rx='3' fill='D'/><rect x='28' y='28' "
         "width='44' height='56' rx='9' fill='M'/><rect x='34' y='46' width='32' height='20' "
         "fill='L'/>"},
        {"cake",
         "<path d='M18 52h64v30H18z' fill='M'/><path d='M18 52q8 12 16 0t16 0 16 0 16 0v-6a8 8 0 0 "
         "0-8-8H26a8 8 0 0 0-8 8z' fill='L'/><path d='M50 38V24' stroke='D' stroke-width='4'/>"},
    };
    return kDrawings;
}

std::string coloured(const char* drawing, int hue)
{
    const std::string h = std::to_string(hue);
    std::string out;
    for (std::string_view rest = drawing; !rest.empty(); rest.remove_prefix(1)) {
        const bool isColour = rest.size() > 2 && rest[0] == '\'' && rest[2] == '\''
                              && (rest[1] == 'M' || rest[1] == 'D' || rest[1] == 'L');
        if (!isColour) {
            out += rest[0];
            continue;
        }
        const char* tone = rest[1] == 'M'   ? ",48%,52%)"
                           : rest[1] == 'D' ? ",45%,32%)"
                                            : ",60%,88%)";
        out += "'hsl(" + h + tone + "'";
        rest.remove_prefix(2);
    }
    return out;
}

}  // namespace

std::string productImage(const Product& product)
{
    const auto drawing = drawings().find(product.shape);
    const int ground = (product.hue + 200) % 360;
    return "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'><rect width='100' "
           "height='100' "
           "fill='hsl("
           + std::to_string(ground)
           + ",24%,94%)'/><ellipse cx='50' cy='86' rx='30' ry='4' fill='hsl("
           + std::to_string(ground) + ",15%,84%)'/>"
           + (drawing == drawings().end() ? "" : coloured(drawing->second, product.hue)) + "</svg>";
}

std::string productImagePath(const Product& product)
{
    return "/media/catalog/product/" + std::to_string(product.id) + ".svg";
}

}  // namespace sym
