#include "portal/pictures.h"

#include <string>

#include "portal/portal.h"

namespace fr {
namespace {

// 48 x 48; class "f" is filled with the warm tone, everything else is a line.
struct Picture {
  std::string_view theme, shapes;
};
constexpr Picture kPictures[] = {
    {"schwangerschaft-geburt",
     "<circle cx='21' cy='9' r='5'/><path d='M18 15c-4 5-5 12-3 17l1 12h9l1-9c8-1 9-12 1-15-1-3-3-5-5-6z'/>"
     "<path class='f' d='M28 24c-3-3-7 1 0 6 7-5 3-9 0-6z'/>"},
    {"baby-kleinkind",
     "<path class='f' d='M6 22h32a16 16 0 0 1-32 0z'/><path d='M22 22V7A16 16 0 0 0 6 22h32a16 16 0 0 1-32 0M38 22V14h5'/>"
     "<circle cx='14' cy='41' r='3'/><circle cx='31' cy='41' r='3'/>"},
    {"kita",
     "<rect class='f' x='5' y='26' width='16' height='16' rx='2'/><rect x='5' y='26' width='16' height='16' rx='2'/>"
     "<rect x='25' y='26' width='16' height='16' rx='2'/><path d='M14 22 23 6l9 16z'/><circle cx='33' cy='34' r='4'/>"},
    {"schule",
     "<path class='f' d='M12 20h24v21a2 2 0 0 1-2 2H14a2 2 0 0 1-2-2z'/><path d='M12 20a12 12 0 0 1 24 0v21a2 2 0 0 1-2 2H14a2 2 0 0 1-2-2zM19 9V6h10v3M18 43V31h12v12M12 24h24M8 27v13M40 27v13'/>"},
    {"jugend-beruf",
     "<rect class='f' x='6' y='16' width='36' height='25' rx='3'/><path d='M6 19a3 3 0 0 1 3-3h30a3 3 0 0 1 3 3v19a3 3 0 0 1-3 3H9a3 3 0 0 1-3-3zM17 16v-5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2v5M6 26c12 5 24 5 36 0M24 26v6'/>"},
    {"geld-wohnen",
     "<path class='f' d='M9 22 23 9l14 13v20H9z'/><path d='M5 25 23 8l18 17M9 22v20h28V22'/>"
     "<path d='M28 26a7 7 0 1 0 0 10M17 29.5h8M17 33h8'/>"},
    {"gesundheit-pflege",
     "<path class='f' d='M24 41C2 27 8 9 18 10c3 0 5 2 6 4 1-2 3-4 6-4 10-1 16 17-6 31z'/>"
     "<path d='M24 41C2 27 8 9 18 10c3 0 5 2 6 4 1-2 3-4 6-4 10-1 16 17-6 31zM24 19v12M18 25h12'/>"},
    {"trennung-krise",
     "<path class='f' d='M8 20a16 14 0 0 1 32 0z'/><path d='M8 20a16 14 0 0 1 32 0zM24 6V4M24 20v18a4 4 0 0 0 8 0M13 30l-2 5M38 30l-2 5M18 38l-1 4'/>"},
    {"ankommen",
     "<rect class='f' x='11' y='18' width='26' height='22' rx='3'/><path d='M14 18h20a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H14a3 3 0 0 1-3-3V21a3 3 0 0 1 3-3zM19 18V8h10v10M17 18v22M31 18v22M16 43v1M32 43v1'/>"},
    {"freizeit-beteiligung",
     "<circle class='f' cx='24' cy='24' r='17'/><circle cx='24' cy='24' r='17'/>"
     "<path d='m24 16 8 6-3 9H19l-3-9zM24 7v9M40 20l-8 2M34 37l-5-6M14 37l5-6M8 20l8 2'/>"},
    {"wohnung",
     "<rect class='f' x='13' y='7' width='22' height='35' rx='2'/><path d='M13 42V9a2 2 0 0 1 2-2h18a2 2 0 0 1 2 2v33M8 42h32M19 14h3M26 14h3M19 21h3M26 21h3M19 28h3M26 28h3M21 42v-7h6v7'/>"},
    {"behinderung",
     "<circle cx='20' cy='8' r='4'/><circle class='f' cx='22' cy='33' r='10'/><path d='M20 12v13h10l5 12h4M20 18h9M17 24a10 10 0 1 0 13 13'/>"},
    {"pflege",
     "<path class='f' d='M24 26c-9-6-7-13-2-13 1 0 2 1 2 2 0-1 1-2 2-2 5 0 7 7-2 13z'/><path d='M24 26c-9-6-7-13-2-13 1 0 2 1 2 2 0-1 1-2 2-2 5 0 7 7-2 13zM6 33l8-4c4-1 7 3 11 3h5c3 0 3 4 0 4h-7M30 33l8-4c3-1 5 2 3 4l-11 9H16l-4-3H6'/>"},
    {"allein-mit-kind",
     "<circle cx='17' cy='11' r='5'/><circle class='f' cx='33' cy='22' r='4'/><circle cx='33' cy='22' r='4'/><path d='M9 43V27c0-5 3-8 8-8s8 3 8 8l5 5M25 43V31M27 43v-8c0-3 2-5 6-5s6 2 6 5v8M16 43v-9'/>"},
    {"alles-zu-viel",
     "<path class='f' d='M12 24a7 7 0 0 1 2-14 10 10 0 0 1 19-1 8 8 0 0 1 3 15z'/><path d='M12 24a7 7 0 0 1 2-14 10 10 0 0 1 19-1 8 8 0 0 1 3 15zM15 30l-3 6M24 30l-3 6M33 30l-3 6M20 38l-2 5M29 38l-2 5'/>"},
    {"gewalt",
     "<path class='f' d='M24 5 9 11v12c0 10 6 16 15 20 9-4 15-10 15-20V11z'/><path d='M24 5 9 11v12c0 10 6 16 15 20 9-4 15-10 15-20V11zM24 15v13M24 34v1'/>"},
    {"todesfall",
     "<path class='f' d='M20 22h8v20h-8z'/><path d='M20 22h8v20h-8zM12 42h24M24 22v-3M24 19c-4-3-3-7 0-11 3 4 4 8 0 11z'/>"},
};
constexpr std::string_view kHouse =
    "<path class='f' d='M9 22 24 9l15 13v20H9z'/><path d='M5 25 24 8l19 17M9 22v20h30V22M20 42V30h8v12'/>";

Html svg(std::string_view css, std::string_view box, std::string_view size, std::string_view shapes) {
  std::string out = "<svg class=\"" + std::string(css) + "\" width=\"" + std::string(size) + "\" height=\"" +
                    std::string(size) + "\" viewBox=\"" + std::string(box) + "\" aria-hidden=\"true\" focusable=\"false\">";
  return Html::trusted(out + std::string(shapes) + "</svg>");
}

}  // namespace

Html logo() {
  return svg("fr-logo__bild", "0 0 38 38", "40",
             "<path class='fr-wand' d='M5 17.5 19 5.5l14 12V34H5z'/><path class='fr-laden' d='M16 23h6v11h-6zM8 20h5v7H8zM25 20h5v7h-5z'/>"
             "<path class='fr-fenster' d='M10.5 20v7M27.5 20v7'/><path class='fr-dach' d='M2 19.5 19 5l17 14.5'/>");
}

Html globe() {
  return svg("fr-globus", "0 0 20 20", "20",
             "<circle cx='10' cy='10' r='8'/><path d='M2 10h16M10 2c5 5 5 11 0 16M10 2c-5 5-5 11 0 16'/>");
}

Html pictogram(std::string_view theme) {
  for (const Picture& p : kPictures)
    if (p.theme == theme) return svg("fr-bild", "0 0 48 48", "48", p.shapes);
  return svg("fr-bild", "0 0 48 48", "48", kHouse);
}

// The attributes are the light dress, for whoever drops the style element.
std::string_view portal_icon() {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 38 38\">"
         "<style>@media (prefers-color-scheme:dark){.w{fill:#f3efe8}.r{stroke:#ea8075}.s{fill:#b3362c}}</style>"
         "<path class=\"w\" d=\"M5 17.5 19 5.5l14 12V34H5z\" fill=\"#fff\" stroke=\"#1d2433\" stroke-width=\"1.5\"/>"
         "<path class=\"s\" d=\"M16 23h6v11h-6zM8 20h5v7H8zM25 20h5v7h-5z\" fill=\"#b3362c\"/>"
         "<path class=\"r\" d=\"M2 19.5 19 5l17 14.5\" fill=\"none\" stroke=\"#b3362c\" stroke-width=\"4\" "
         "stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n";
}

// Full to the edge, the house inside the inner 60 percent: a phone may cut it to any shape.
std::string_view portal_app_icon() {
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 512 512\"><path d=\"M0 0h512v512H0z\" fill=\"#b3362c\"/>"
         "<g transform=\"translate(104 104) scale(8)\"><path d=\"M5 17.5 19 5.5l14 12V34H5z\" fill=\"#fff\"/>"
         "<path d=\"M16 23h6v11h-6zM8 20h5v7H8zM25 20h5v7h-5z\" fill=\"#b3362c\"/>"
         "<path d=\"M2 19.5 19 5l17 14.5\" fill=\"none\" stroke=\"#ffd9d3\" stroke-width=\"3.5\" "
         "stroke-linecap=\"round\" stroke-linejoin=\"round\"/></g></svg>\n";
}

}  // namespace fr
