// What the form calls the keys of the rule language, in Russian.
import type { keys as english } from './en_keys';

export const keys: typeof english = {
  // [pack]
  id: 'Имя', title: 'Название', owner: 'Кто отвечает', legal_basis: 'Правовое основание', publisher: 'Издатель',
  reference: 'Где читатель узнает больше', effective: 'Действует с', expires: 'Действует до', time_zone: 'Часовой пояс',
  review_by: 'Пересмотреть к', retired: 'Отменён',
  // [regions], [notices]
  include: 'Включает', exclude: 'Исключает', uncertain: 'Если неизвестно', kind: 'Вид', text: 'Текст',
  // [[rules]]
  when: 'Когда', unless: 'Кроме случаев', in: 'Где', insert: 'Вставить уведомление', remove: 'Убрать',
  disable: 'Обездвижить', replace: 'Заменить', label: 'Пометить имена', withhold: 'Скрыть', attributes: 'Изменить атрибуты',
  headers: 'Поля ответа', block: 'Заблокировать', acknowledge: 'Попросить согласия', when_unknown: 'Если место неизвестно',
  on_failure: 'Если не удастся', non_html: 'Если это не страница', mode: 'Режим', severity: 'Тяжесть нарушения',
  // conditions
  region: 'Регион читателя', site: 'Сайт', path: 'Путь', query: 'Строка запроса', method: 'Метод', language: 'Язык страницы',
  reader_language: 'Язык читателя', content_type: 'Тип содержимого', status: 'Код ответа', page_has: 'На странице есть',
  page_mentions: 'Страница упоминает', article_tag: 'Тема статьи', article_author: 'Автор статьи',
  article_published: 'Статья опубликована', between: 'В промежутке', from: 'С', before: 'До (не включая)',
  // actions
  notice: 'Уведомление', at: 'Место', widgets: 'Кнопки и формы', elements: 'Элементы (CSS)', reason: 'Объяснение (уведомление)',
  with: 'Чем', mentions: 'Имена', which: 'Какие', set: 'Задать', authority: 'Кто потребовал', days: 'Дней',
  // [[tests]]
  name: 'Что показывает', reader: 'Читатель', url: 'Адрес', page: 'Страница (файл)', html: 'Страница (HTML)', response: 'Ответ сайта',
  expect: 'Ожидается', ip: 'IP-адрес', languages: 'Языки', accepted: 'Уже согласился', notices: 'Уведомления',
  removed: 'Убранные кнопки и формы', absent: 'Нет элементов (CSS)', present: 'Есть элементы (CSS)', no_text: 'Без слов',
  regions: 'Регионы', rules: 'Правила', tests: 'Проверки', pack: 'Пакет',
};
