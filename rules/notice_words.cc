#include "rules/notice_words.h"

#include "rules/language_tag.h"

namespace caveat::rules {

namespace {

struct Words {
  std::string_view language;
  std::string_view warning;
  std::string_view correction;
  std::string_view label;
  std::string_view information;
  std::string_view unplaced;
  std::string_view unavailable;
};

/// The first row is what other languages get.
constexpr Words kWords[] = {
    {"en", "Warning", "Correction", "Notice", "Information", "your region", "Unavailable for legal reasons"},
    {"ru", "Предупреждение", "Исправление", "Пометка", "Информация", "вашем регионе",
     "Недоступно по юридическим причинам"},
    {"uk", "Попередження", "Виправлення", "Позначка", "Інформація", "вашому регіоні",
     "Недоступно з юридичних причин"},
    {"be", "Папярэджанне", "Выпраўленне", "Пазнака", "Інфармацыя", "вашым рэгіёне",
     "Недаступна па юрыдычных прычынах"},
    {"fa", "هشدار", "اصلاحیه", "توضیح", "اطلاعات", "منطقهٔ شما", "به دلایل قانونی در دسترس نیست"},
    {"ar", "تحذير", "تصحيح", "تنويه", "معلومات", "منطقتك", "غير متاح لأسباب قانونية"},
    {"he", "אזהרה", "תיקון", "הערה", "מידע", "האזור שלך", "לא זמין מסיבות משפטיות"},
    {"de", "Warnung", "Korrektur", "Hinweis", "Information", "Ihrer Region",
     "Aus rechtlichen Gründen nicht verfügbar"},
    {"fr", "Avertissement", "Rectification", "Mention", "Information", "votre région",
     "Indisponible pour des raisons juridiques"},
    {"es", "Advertencia", "Corrección", "Aviso", "Información", "su región",
     "No disponible por motivos legales"},
    {"pt", "Advertência", "Correção", "Nota", "Informação", "sua região", "Indisponível por motivos legais"},
    {"it", "Avvertenza", "Rettifica", "Nota", "Informazione", "la tua regione",
     "Non disponibile per motivi legali"},
    {"pl", "Ostrzeżenie", "Sprostowanie", "Adnotacja", "Informacja", "twoim regionie",
     "Niedostępne z przyczyn prawnych"},
    {"cs", "Varování", "Oprava", "Upozornění", "Informace", "vašem regionu", "Nedostupné z právních důvodů"},
    {"tr", "Uyarı", "Düzeltme", "Not", "Bilgi", "bölgeniz", "Yasal nedenlerle erişilemiyor"},
    {"kk", "Ескерту", "Түзету", "Белгі", "Ақпарат", "сіздің аймағыңыз", "Заңды себептермен қолжетімсіз"},
    {"ka", "გაფრთხილება", "შესწორება", "შენიშვნა", "ინფორმაცია", "თქვენი რეგიონი",
     "მიუწვდომელია სამართლებრივი მიზეზების გამო"},
    {"zh", "警告", "更正", "说明", "信息", "您所在的地区", "因法律原因无法提供"},
    {"nl", "Waarschuwing", "Rectificatie", "Opmerking", "Informatie", "uw regio",
     "Niet beschikbaar om juridische redenen"},
    {"ro", "Avertisment", "Rectificare", "Mențiune", "Informații", "regiunea dumneavoastră",
     "Indisponibil din motive juridice"},
    {"hu", "Figyelmeztetés", "Helyesbítés", "Megjegyzés", "Tájékoztatás", "az Ön régiója",
     "Jogi okokból nem érhető el"},
    {"sv", "Varning", "Rättelse", "Märkning", "Information", "din region",
     "Inte tillgänglig av juridiska skäl"},
    {"bg", "Предупреждение", "Поправка", "Бележка", "Информация", "вашия регион",
     "Недостъпно по правни причини"},
    {"el", "Προειδοποίηση", "Διόρθωση", "Σημείωση", "Πληροφορία", "την περιοχή σας",
     "Μη διαθέσιμο για νομικούς λόγους"},
    {"ku", "Hişyarî", "Sererastkirin", "Têbînî", "Agahî", "herêma we", "Ji ber sedemên qanûnî nayê xwendin"},
    {"ms", "Amaran", "Pembetulan", "Nota", "Maklumat", "rantau anda",
     "Tidak tersedia atas sebab undang-undang"},
    {"ta", "எச்சரிக்கை", "திருத்தம்", "குறிப்பு", "தகவல்", "உங்கள் பகுதி", "சட்டக் காரணங்களால் கிடைக்கவில்லை"},
    {"vi", "Cảnh báo", "Đính chính", "Ghi chú", "Thông tin", "khu vực của bạn",
     "Không xem được vì lý do pháp lý"},
    {"cy", "Rhybudd", "Cywiriad", "Nodyn", "Gwybodaeth", "eich rhanbarth",
     "Ddim ar gael am resymau cyfreithiol"},
};

const Words& words_in(std::string_view language) {
  for (const Words& words : kWords) {
    if (language_holds(words.language, language)) return words;
  }
  return kWords[0];
}

}  // namespace

std::string_view kind_name(NoticeKind kind, std::string_view language) {
  const Words& words = words_in(language);
  switch (kind) {
    case NoticeKind::warning:
      return words.warning;
    case NoticeKind::correction:
      return words.correction;
    case NoticeKind::label:
      return words.label;
    case NoticeKind::information:
      return words.information;
  }
  return words.information;
}

std::string_view unplaced_reader(std::string_view language) {
  return words_in(language).unplaced;
}

std::string_view unavailable(std::string_view language) {
  return words_in(language).unavailable;
}

}  // namespace caveat::rules
