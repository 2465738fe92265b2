//! A window without a display: the real program's state, its widgets, its tasks and its subscriptions, driven by events.
//!
//! iced's own `Simulator` forgets the widgets' state between two views, and runs no task and no subscription; here all
//! that is kept, so that focus, left fields, answers of the engine, changed files and renewals behave as in the real
//! window. The "browser" is an HTTP client that
//! posts the practice provider's page.

use std::time::{Duration, Instant};

use iced_test::core::keyboard::{self, key};
use iced_test::core::renderer::Headless;
use iced_test::core::{Event, Size, SmolStr, clipboard, mouse, widget, window as host};
use iced_test::futures::futures::channel::mpsc as channel;
use iced_test::futures::futures::{StreamExt, executor};
use iced_test::futures::subscription::{Tracker, into_recipes};
use iced_test::runtime::user_interface::{Cache, State, UserInterface};
use iced_test::runtime::{Action, task};
use iced_test::selector::{Bounded, Selector, id};
use mailkey::demo::Practice;
use mailkey::engine::Engine;
use mailkey::home::Home;
use mailkey::i18n::Lang;
use mailkey::secrets::Opener;
use mailkey::ui::app::{App, Message};
use mailkey::ui::memory::Memory;
use mailkey::ui::widgets::{Node, read_controls};
use mailkey::ui::{self, Launch};
use tokio::runtime::Runtime;
use tokio::sync::mpsc;

use super::seen::{Seen, see};

/// The longest wait for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// A window and what it stands on.
pub struct Window {
    pub app: App,
    pub practice: Option<Practice>,
    pub engine: Engine,
    pub home: Home,
    pub clipboard: Option<String>,
    pub exited: bool,
    runtime: Runtime,
    actions: (mpsc::UnboundedSender<Action<Message>>, mpsc::UnboundedReceiver<Action<Message>>),
    tracker: Tracker,
    news: (channel::UnboundedSender<Message>, channel::UnboundedReceiver<Message>),
    renderer: iced::Renderer,
    cache: Cache,
    cursor: mouse::Cursor,
    size: Size,
    _folder: tempfile::TempDir,
}

/// A window over a home, past the page of the first start, which is left as a person leaves it: most promises are about
/// the tabs.
pub fn window(
    folder: tempfile::TempDir,
    runtime: Runtime,
    practice: Option<Practice>,
    home: Home,
    keyring: Opener,
) -> Window {
    // What is seen must not depend on how fast this machine is.
    ui::motion::reduce(true);
    over_engine(folder, runtime, practice, Engine::new(home, keyring))
}

/// The same over an engine.
pub fn over_engine(folder: tempfile::TempDir, runtime: Runtime, practice: Option<Practice>, engine: Engine) -> Window {
    let mut window = at_start(folder, runtime, practice, engine);
    if window.app.first().is_shown() {
        window.send(Message::First(ui::first::Message::Leave));
        window.settle();
        // Nothing has the focus then, as where the tabs come up at once.
        window.click_at(iced_test::core::Point::new(3.0, 3.0));
        window.cursor = mouse::Cursor::Unavailable;
    }
    window
}

/// A window over an engine, as it opens.
pub fn at_start(folder: tempfile::TempDir, runtime: Runtime, practice: Option<Practice>, engine: Engine) -> Window {
    let home = engine.home().clone();
    let settings = ui::settings();
    for font in settings.fonts {
        iced::advanced::graphics::text::font_system().write().expect("fonts").load_font(font);
    }
    let renderer =
        executor::block_on(<iced::Renderer as Headless>::new(settings.default_font, settings.default_text_size, None))
            .expect("renderer");
    let launch = Launch { engine: engine.clone(), practice: practice.is_some(), lang: Some(Lang::Cs), browser: false };
    let entered = runtime.enter();
    let (app, first) = App::new(launch, Memory::read(engine.home()));
    drop(entered);
    let mut window = Window {
        app,
        practice,
        engine,
        home,
        clipboard: None,
        exited: false,
        runtime,
        actions: mpsc::unbounded_channel(),
        tracker: Tracker::new(),
        news: channel::unbounded(),
        renderer,
        cache: Cache::default(),
        cursor: mouse::Cursor::Unavailable,
        size: ui::SIZE,
        _folder: folder,
    };
    window.spawn(first);
    window.subscribe();
    window.settle();
    window
}

struct Board<'a>(&'a mut Option<String>);

impl clipboard::Clipboard for Board<'_> {
    fn read(&self, _: clipboard::Kind) -> Option<String> {
        self.0.clone()
    }

    fn write(&mut self, _: clipboard::Kind, contents: String) {
        *self.0 = Some(contents);
    }
}

impl Window {
    /// Does one thing with the widgets as they are now.
    fn with_widgets<T>(
        &mut self,
        work: impl FnOnce(
            &mut UserInterface<'_, Message, iced::Theme, iced::Renderer>,
            &mut iced::Renderer,
            &mut Board<'_>,
            &mut Vec<Message>,
        ) -> T,
    ) -> (T, Vec<Message>) {
        let mut widgets =
            UserInterface::build(self.app.view(), self.size, std::mem::take(&mut self.cache), &mut self.renderer);
        let mut messages = Vec::new();
        let done = work(&mut widgets, &mut self.renderer, &mut Board(&mut self.clipboard), &mut messages);
        self.cache = widgets.into_cache();
        (done, messages)
    }

    /// Feeds events, one view each, and everything that follows at once.
    fn feed(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events.into_iter().chain([redraw()]) {
            let cursor = self.cursor;
            let ((), messages) = self.with_widgets(|widgets, renderer, board, messages| {
                drop(widgets.update(&[event], cursor, renderer, board, messages));
            });
            for message in messages {
                self.send(message);
            }
            self.act();
        }
    }

    /// A message, and the task that follows from it.
    pub fn send(&mut self, message: Message) {
        let entered = self.runtime.enter();
        let next = self.app.update(message);
        drop(entered);
        self.spawn(next);
        self.subscribe();
    }

    /// Starts what the window listens to now, and ends what it does not listen to any more.
    fn subscribe(&mut self) {
        let entered = self.runtime.enter();
        let recipes = into_recipes(self.app.subscription());
        let begun = self.tracker.update(recipes.into_iter(), self.news.0.clone());
        drop(entered);
        begun.into_iter().for_each(|listening| drop(self.runtime.spawn(listening)));
    }

    fn spawn(&self, work: iced::Task<Message>) {
        let Some(mut actions) = task::into_stream(work) else { return };
        let sender = self.actions.0.clone();
        drop(self.runtime.spawn(async move {
            while let Some(action) = actions.next().await {
                if sender.send(action).is_err() {
                    return;
                }
            }
        }));
    }

    /// Handles what the tasks asked for so far.
    fn act(&mut self) {
        while let Ok(action) = self.actions.1.try_recv() {
            self.handle(action);
        }
        while let Ok(message) = self.news.1.try_recv() {
            self.send(message);
        }
    }

    fn handle(&mut self, action: Action<Message>) {
        match action {
            Action::Output(message) => self.send(message),
            Action::Widget(operation) => self.operate(operation),
            Action::Clipboard(iced_test::runtime::clipboard::Action::Write { contents, .. }) => {
                self.clipboard = Some(contents);
            }
            Action::Exit => self.exited = true,
            _ => {}
        }
    }

    fn operate(&mut self, operation: Box<dyn widget::Operation>) {
        drop(self.with_widgets(|widgets, renderer, _, _| {
            let mut current = Some(operation);
            while let Some(mut operation) = current.take() {
                widgets.operate(renderer, operation.as_mut());
                if let widget::operation::Outcome::Chain(next) = operation.finish() {
                    current = Some(next);
                }
            }
        }));
    }

    /// Waits until something is so.
    #[track_caller]
    pub fn wait(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        let end = Instant::now() + PATIENCE;
        loop {
            self.act();
            if is_so(self) {
                return;
            }
            assert!(Instant::now() < end, "waited in vain for: {what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits a moment for tasks that end at once (focus, a file, a state).
    pub fn settle(&mut self) {
        for _ in 0..8 {
            std::thread::sleep(Duration::from_millis(10));
            self.act();
        }
        self.feed([]);
    }

    /// Where a widget is, when it is on the page.
    pub fn bounds(&mut self, name: &'static str) -> Option<iced_test::core::Rectangle> {
        let (found, _) = self.with_widgets(|widgets, renderer, _, _| find(widgets, renderer, id(name)));
        found.map(|target| target.bounds())
    }

    /// The part of a widget that can be seen, when any can.
    pub fn visible(&mut self, name: &'static str) -> Option<iced_test::core::Rectangle> {
        let (found, _) = self.with_widgets(|widgets, renderer, _, _| find(widgets, renderer, id(name)));
        found.and_then(|target| target.visible_bounds())
    }

    /// The same, for a name that was read from the page.
    pub fn visible_of(&mut self, name: widget::Id) -> Option<iced_test::core::Rectangle> {
        let (found, _) = self.with_widgets(|widgets, renderer, _, _| find(widgets, renderer, name));
        found.and_then(|target| target.visible_bounds())
    }

    /// Whether a text stands on the page (or on the modal, when one is open).
    pub fn shows(&mut self, words: &str) -> bool {
        self.texts().iter().any(|text| text.contains(words))
    }

    /// Every text that can be reached now.
    pub fn texts(&mut self) -> Vec<String> {
        self.texts_with_bounds().into_iter().map(|(text, _)| text).collect()
    }

    /// The same, with their places.
    pub fn texts_with_bounds(&mut self) -> Vec<(String, iced_test::core::Rectangle)> {
        struct Texts(Vec<(String, iced_test::core::Rectangle)>);
        impl widget::Operation for Texts {
            fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn widget::Operation)) {
                operate(self);
            }
            fn text(&mut self, _: Option<&widget::Id>, bounds: iced_test::core::Rectangle, text: &str) {
                self.0.push((text.to_owned(), bounds));
            }
        }
        let mut texts = Texts(Vec::new());
        drop(self.with_widgets(|widgets, renderer, _, _| widgets.operate(renderer, &mut texts)));
        texts.0
    }

    /// The name of the widget that has the focus.
    pub fn focused(&mut self) -> Option<widget::Id> {
        use widget::Operation;
        let mut search = widget::operation::focusable::find_focused();
        drop(self.with_widgets(|widgets, renderer, _, _| {
            widgets.operate(renderer, &mut widget::operation::black_box(&mut search));
        }));
        match search.finish() {
            widget::operation::Outcome::Some(id) => Some(id),
            _ => None,
        }
    }

    /// Every control that can be reached now, in the order of Tab.
    pub fn controls(&mut self) -> Vec<Node> {
        use widget::Operation;
        let mut reader = read_controls();
        drop(self.with_widgets(|widgets, renderer, _, _| {
            widgets.operate(renderer, &mut widget::operation::black_box(&mut reader));
        }));
        match reader.finish() {
            widget::operation::Outcome::Some(nodes) => nodes,
            _ => Vec::new(),
        }
    }

    /// The control that has the focus.
    pub fn focused_control(&mut self) -> Option<Node> {
        self.controls().into_iter().find(|node| node.described.focused)
    }

    /// The points of a grid at which the pointer says that something can be clicked.
    pub fn clickable(&mut self, step: u16) -> Vec<iced_test::core::Point> {
        let size = self.size;
        let line = |end: f32| (0..end as u16 / step).map(move |at| f32::from(at * step));
        let points = line(size.height).flat_map(move |y| line(size.width).map(move |x| (x, y).into()));
        let (points, _) = self.with_widgets(|widgets, renderer, board, messages| {
            let is_clickable = |point: &iced_test::core::Point| {
                let event = Event::Mouse(mouse::Event::CursorMoved { position: *point });
                let cursor = mouse::Cursor::Available(*point);
                let (state, _) = widgets.update(&[event], cursor, renderer, board, messages);
                let State::Updated { mouse_interaction, .. } = state else { return false };
                matches!(mouse_interaction, mouse::Interaction::Pointer | mouse::Interaction::Text)
            };
            points.filter(is_clickable).collect()
        });
        points
    }

    /// Clicks the middle of the widget with this name.
    #[track_caller]
    pub fn click(&mut self, name: &'static str) {
        let bounds = self.visible(name).unwrap_or_else(|| panic!("{name} cannot be seen: {:?}", self.texts()));
        self.click_at(bounds.center());
    }

    /// Clicks at a point.
    pub fn click_at(&mut self, point: iced_test::core::Point) {
        self.quick_click(point);
        self.settle();
    }

    /// The same without waiting for anything that follows.
    pub fn quick_click(&mut self, point: iced_test::core::Point) {
        self.point(point);
        self.feed(iced_test::simulator::click().collect::<Vec<_>>());
    }

    /// Moves the pointer.
    pub fn point(&mut self, point: iced_test::core::Point) {
        self.cursor = mouse::Cursor::Available(point);
        self.feed([Event::Mouse(mouse::Event::CursorMoved { position: point })]);
    }

    /// Feeds one event.
    pub fn event(&mut self, event: Event) {
        self.feed([event]);
    }

    /// Replaces the text of a field, letter by letter.
    #[track_caller]
    pub fn fill(&mut self, name: &'static str, text: &str) {
        self.click(name);
        let select = operation_select_all(name);
        self.operate(select);
        self.feed(iced_test::simulator::tap_key(key::Named::Backspace, None).collect::<Vec<_>>());
        self.feed(iced_test::simulator::typewrite(text).collect::<Vec<_>>());
        self.settle();
    }

    /// Types into what has the focus.
    pub fn write(&mut self, text: &str) {
        self.feed(iced_test::simulator::typewrite(text).collect::<Vec<_>>());
        self.settle();
    }

    /// The program closed and started again over the same home, with an empty keyring.
    pub fn restarted(self) -> Self {
        let Self { _folder: folder, runtime, practice, home, .. } = self;
        at_start(folder, runtime, practice, Engine::new(home, mailkey::secrets::memory()))
    }

    /// Presses a key.
    pub fn press(&mut self, key: key::Named) {
        self.press_with(keyboard::Key::Named(key), keyboard::Modifiers::empty());
    }

    /// Holds a key down long enough to be repeated.
    pub fn hold(&mut self, key: key::Named) {
        for repeat in [false, true, true] {
            self.key_event(keyboard::Key::Named(key), keyboard::Modifiers::empty(), repeat);
        }
    }

    /// Presses a key with modifiers.
    pub fn press_with(&mut self, key: keyboard::Key, modifiers: keyboard::Modifiers) {
        self.key_event(key, modifiers, false);
    }

    fn key_event(&mut self, key: keyboard::Key, modifiers: keyboard::Modifiers, repeat: bool) {
        let physical_key = match key.as_ref() {
            keyboard::Key::Character("0") => key::Physical::Code(key::Code::Digit0),
            keyboard::Key::Character("1") => key::Physical::Code(key::Code::Digit1),
            keyboard::Key::Character("2") => key::Physical::Code(key::Code::Digit2),
            keyboard::Key::Character("3") => key::Physical::Code(key::Code::Digit3),
            _ => key::Physical::Unidentified(key::NativeCode::Unidentified),
        };
        let text = match &key {
            keyboard::Key::Character(letter) => Some(SmolStr::new(letter)),
            _ => None,
        };
        self.feed([Event::Keyboard(keyboard::Event::KeyPressed {
            modified_key: key.clone(),
            key,
            physical_key,
            location: keyboard::Location::Standard,
            modifiers,
            repeat,
            text,
        })]);
        self.settle();
    }

    /// Pastes a text into the field that has the focus.
    pub fn paste(&mut self, text: &str) {
        self.clipboard = Some(text.to_owned());
        self.feed([Event::Keyboard(keyboard::Event::ModifiersChanged(keyboard::Modifiers::CTRL))]);
        self.press_with(keyboard::Key::Character("v".into()), keyboard::Modifiers::CTRL);
        self.feed([Event::Keyboard(keyboard::Event::ModifiersChanged(keyboard::Modifiers::empty()))]);
    }

    /// The window at another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.settle();
    }

    /// The window at another size, without waiting.
    pub fn resize_at_once(&mut self, size: Size) {
        self.size = size;
        self.feed([]);
    }

    /// Types a letter into what has the focus, without waiting.
    #[allow(dead_code, reason = "for benches/frame.rs")]
    pub fn type_at_once(&mut self, letter: char) {
        let letter = letter.to_string();
        self.feed(iced_test::simulator::typewrite(&letter).take(1).collect::<Vec<_>>());
    }

    /// Turns the wheel over the middle of the window; upwards is positive.
    pub fn wheel(&mut self, lines: f32) {
        self.cursor = mouse::Cursor::Available(iced_test::core::Rectangle::with_size(self.size).center());
        let delta = mouse::ScrollDelta::Lines { x: 0.0, y: lines };
        self.feed([Event::Mouse(mouse::Event::WheelScrolled { delta })]);
        self.cursor = mouse::Cursor::Unavailable;
        self.feed([Event::Mouse(mouse::Event::CursorLeft)]);
    }

    /// Scrolls the first, second … of what can be scrolled now.
    pub fn scroll(&mut self, which: usize, y: f32) {
        self.operate(Box::new(super::seen::ScrollTo { which, y, at: 0 }));
        self.feed([]);
    }

    /// What is on the screen.
    pub fn see(&mut self) -> Seen {
        let theme = iced::Theme::Light;
        let text = iced_test::core::renderer::Style { text_color: self.app.style(&theme).text_color };
        let size = self.size;
        let (seen, _) = self.with_widgets(|widgets, renderer, board, messages| {
            drop(widgets.update(&[redraw()], mouse::Cursor::Unavailable, renderer, board, messages));
            widgets.draw(renderer, &theme, &text, mouse::Cursor::Unavailable);
            see(widgets, renderer, size)
        });
        seen
    }

    /// The window as it looks, at a scale: its width and height in pixels, and the red, green, blue and opacity of each.
    pub fn picture_at(&mut self, theme: &iced::Theme, scale: f32) -> (u32, u32, Vec<u8>) {
        self.feed([]);
        let style = self.app.style(theme);
        let [width, height] = [self.size.width, self.size.height].map(|length| (length * scale).round() as u32);
        let (picture, _) =
            self.drawn(theme, |renderer| renderer.screenshot(Size::new(width, height), scale, style.background_color));
        (width, height, picture)
    }

    /// Draws the window and does something with what was drawn.
    pub fn drawn<T>(&mut self, theme: &iced::Theme, work: impl FnOnce(&mut iced::Renderer) -> T) -> (T, Vec<Message>) {
        let text = iced_test::core::renderer::Style { text_color: self.app.style(theme).text_color };
        let cursor = self.cursor;
        self.with_widgets(|widgets, renderer, board, messages| {
            // Keys learn only now whether they can be pressed.
            drop(widgets.update(&[redraw()], cursor, renderer, board, messages));
            widgets.draw(renderer, theme, &text, cursor);
            work(renderer)
        })
    }

    /// Scrolls a widget into view.
    pub fn reveal(&mut self, name: &'static str) {
        let task = ui::widgets::reveal(name);
        self.spawn(task);
        self.settle();
    }

    /// Reads settings and states again, as the window does when files change.
    pub fn look(&mut self) {
        self.send(Message::Look);
        self.settle();
    }

    /// Runs something of the engine's to its end.
    pub fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Runs something beside the window.
    pub fn beside<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> tokio::task::JoinHandle<T> {
        self.runtime.spawn(work)
    }
}

fn redraw() -> Event {
    Event::Window(host::Event::RedrawRequested(Instant::now()))
}

fn find<S>(
    widgets: &mut UserInterface<'_, Message, iced::Theme, iced::Renderer>,
    renderer: &iced::Renderer,
    selector: S,
) -> Option<S::Output>
where
    S: Selector + Send,
    S::Output: Bounded + Clone + Send,
{
    use widget::Operation;
    let mut search = selector.find();
    widgets.operate(renderer, &mut widget::operation::black_box(&mut search));
    match search.finish() {
        widget::operation::Outcome::Some(found) => found,
        _ => None,
    }
}

fn operation_select_all(name: &'static str) -> Box<dyn widget::Operation> {
    Box::new(widget::operation::text_input::select_all(widget::Id::new(name)))
}
