// Leads away from this page at once: the button, or Escape. Replaced, not followed: "back" does not lead here.
const button = document.getElementById('verlassen');
const leave = (event) => {
  event.preventDefault();
  location.replace(button.href);
};
button.addEventListener('click', leave);
document.addEventListener('keydown', (event) => event.key === 'Escape' && leave(event));
