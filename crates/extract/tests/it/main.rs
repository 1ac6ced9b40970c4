//! Documents as they are met, read through the public interface.

mod html;
mod markdown;
mod render;
mod shapes;
mod text;
