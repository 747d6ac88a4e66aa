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
  std::string_view before_reading_on;
  std::string_view read_and_go_on;
};

/// The first row is what other languages get.
constexpr Words kWords[] = {
    {"en", "Warning", "Correction", "Notice", "Information", "your region", "Unavailable for legal reasons",
     "Before you read on", "I have read this: go on"},
    {"ru", "Предупреждение", "Исправление", "Пометка", "Информация", "вашем регионе",
     "Недоступно по юридическим причинам", "Прежде чем читать дальше", "Прочитано, продолжить"},
    {"uk", "Попередження", "Виправлення", "Позначка", "Інформація", "вашому регіоні",
     "Недоступно з юридичних причин", "Перш ніж читати далі", "Прочитано, продовжити"},
    {"be", "Папярэджанне", "Выпраўленне", "Пазнака", "Інфармацыя", "вашым рэгіёне",
     "Недаступна па юрыдычных прычынах", "Перш чым чытаць далей", "Прачытана, працягнуць"},
    {"fa", "هشدار", "اصلاحیه", "توضیح", "اطلاعات", "منطقهٔ شما", "به دلایل قانونی در دسترس نیست",
     "پیش از ادامهٔ مطالعه", "خواندم، ادامه"},
    {"ar", "تحذير", "تصحيح", "تنويه", "معلومات", "منطقتك", "غير متاح لأسباب قانونية", "قبل متابعة القراءة",
     "قرأت ذلك، متابعة"},
    {"he", "אזהרה", "תיקון", "הערה", "מידע", "האזור שלך", "לא זמין מסיבות משפטיות", "לפני שממשיכים לקרוא",
     "קראתי, להמשיך"},
    {"de", "Warnung", "Korrektur", "Hinweis", "Information", "Ihrer Region",
     "Aus rechtlichen Gründen nicht verfügbar", "Bevor Sie weiterlesen", "Gelesen, weiter"},
    {"fr", "Avertissement", "Rectification", "Mention", "Information", "votre région",
     "Indisponible pour des raisons juridiques", "Avant de poursuivre la lecture", "J’ai lu, continuer"},
    {"es", "Advertencia", "Corrección", "Aviso", "Información", "su región",
     "No disponible por motivos legales", "Antes de seguir leyendo", "Lo he leído, continuar"},
    {"pt", "Advertência", "Correção", "Nota", "Informação", "sua região", "Indisponível por motivos legais",
     "Antes de continuar a ler", "Li, continuar"},
    {"it", "Avvertenza", "Rettifica", "Nota", "Informazione", "la tua regione",
     "Non disponibile per motivi legali", "Prima di continuare a leggere", "Ho letto, continua"},
    {"pl", "Ostrzeżenie", "Sprostowanie", "Adnotacja", "Informacja", "twoim regionie",
     "Niedostępne z przyczyn prawnych", "Zanim przeczytasz dalej", "Przeczytane, dalej"},
    {"cs", "Varování", "Oprava", "Upozornění", "Informace", "vašem regionu", "Nedostupné z právních důvodů",
     "Než budete číst dál", "Přečteno, pokračovat"},
    {"tr", "Uyarı", "Düzeltme", "Not", "Bilgi", "bölgeniz", "Yasal nedenlerle erişilemiyor",
     "Okumaya devam etmeden önce", "Okudum, devam et"},
    {"kk", "Ескерту", "Түзету", "Белгі", "Ақпарат", "сіздің аймағыңыз", "Заңды себептермен қолжетімсіз",
     "Оқуды жалғастырмас бұрын", "Оқыдым, жалғастыру"},
    {"ka", "გაფრთხილება", "შესწორება", "შენიშვნა", "ინფორმაცია", "თქვენი რეგიონი",
     "მიუწვდომელია სამართლებრივი მიზეზების გამო", "სანამ კითხვას გააგრძელებთ", "წავიკითხე, გაგრძელება"},
    {"zh", "警告", "更正", "说明", "信息", "您所在的地区", "因法律原因无法提供", "继续阅读之前",
     "我已阅读，继续"},
    {"nl", "Waarschuwing", "Rectificatie", "Opmerking", "Informatie", "uw regio",
     "Niet beschikbaar om juridische redenen", "Voordat u verder leest", "Gelezen, verder"},
    {"ro", "Avertisment", "Rectificare", "Mențiune", "Informații", "regiunea dumneavoastră",
     "Indisponibil din motive juridice", "Înainte de a citi mai departe", "Am citit, continuă"},
    {"hu", "Figyelmeztetés", "Helyesbítés", "Megjegyzés", "Tájékoztatás", "az Ön régiója",
     "Jogi okokból nem érhető el", "Mielőtt továbbolvas", "Elolvastam, tovább"},
    {"sv", "Varning", "Rättelse", "Märkning", "Information", "din region",
     "Inte tillgänglig av juridiska skäl", "Innan du läser vidare", "Jag har läst, fortsätt"},
    {"bg", "Предупреждение", "Поправка", "Бележка", "Информация", "вашия регион",
     "Недостъпно по правни причини", "Преди да четете нататък", "Прочетено, продължете"},
    {"el", "Προειδοποίηση", "Διόρθωση", "Σημείωση", "Πληροφορία", "την περιοχή σας",
     "Μη διαθέσιμο για νομικούς λόγους", "Πριν συνεχίσετε την ανάγνωση", "Το διάβασα, συνέχεια"},
    {"ku", "Hişyarî", "Sererastkirin", "Têbînî", "Agahî", "herêma we", "Ji ber sedemên qanûnî nayê xwendin",
     "Berî ku hûn bixwînin", "Min xwend, bidomîne"},
    {"ms", "Amaran", "Pembetulan", "Nota", "Maklumat", "rantau anda",
     "Tidak tersedia atas sebab undang-undang", "Sebelum anda meneruskan bacaan", "Sudah dibaca, teruskan"},
    {"ta", "எச்சரிக்கை", "திருத்தம்", "குறிப்பு", "தகவல்", "உங்கள் பகுதி", "சட்டக் காரணங்களால் கிடைக்கவில்லை",
     "தொடர்ந்து படிக்கும் முன்", "படித்தேன், தொடர்க"},
    {"vi", "Cảnh báo", "Đính chính", "Ghi chú", "Thông tin", "khu vực của bạn",
     "Không xem được vì lý do pháp lý", "Trước khi đọc tiếp", "Tôi đã đọc, tiếp tục"},
    {"cy", "Rhybudd", "Cywiriad", "Nodyn", "Gwybodaeth", "eich rhanbarth",
     "Ddim ar gael am resymau cyfreithiol", "Cyn i chi ddarllen ymlaen", "Rwyf wedi darllen, ymlaen"},
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

std::string_view before_reading_on(std::string_view language) {
  return words_in(language).before_reading_on;
}

std::string_view read_and_go_on(std::string_view language) {
  return words_in(language).read_and_go_on;
}

}  // namespace caveat::rules
